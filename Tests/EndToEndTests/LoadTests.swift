import Glibc
import Testing

@Suite("Load")
struct LoadTests {
  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    for number in 0..<20 { try site.write("f\(number)", .pattern(number * 997)) }
    try site.write("medium", .pattern(100_000))
    try site.write("large", .pattern(5 << 20))
    return site
  }

  @Test(
    "A thousand connections are served several times each, and all let go of",
    arguments: TestEngine.all)
  func manyConnections(engine: TestEngine) async throws {
    let site = try makeSite()
    let files = (0..<20).map { [UInt8].pattern($0 * 997) }
    raiseDescriptors()
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      _ = try server.connect().get("/large")
      #expect(server.isIdle(workers: 2))
      let before = server.descriptors
      var clients: [RawClient] = []
      for _ in 0..<1000 { clients.append(try server.connect()) }
      for round in 0..<4 {
        for (index, client) in clients.enumerated() {
          try client.send("GET /f\((index + round) % 20) HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        for (index, client) in clients.enumerated() {
          let response = try client.response()
          let isRight = response.body.isSame(as: files[(index + round) % 20])
          try #require(isRight, "connection \(index), round \(round)")
        }
      }
      clients = []
      #expect(server.isIdle(workers: 2))
      #expect(eventually { server.descriptors == before }, "\(server.descriptors)")
      #expect(try server.connect().get("/f3").body.count == 3 * 997)
    }
  }

  @Test(
    "Clients that vanish in the middle of a file leave nothing behind", arguments: TestEngine.all)
  func resets(engine: TestEngine) async throws {
    let site = try makeSite()
    // One worker: each keeps a descriptor of its own for a large file.
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      _ = try server.connect().get("/large")
      #expect(server.isIdle(workers: 1))
      let before = server.descriptors
      for number in 0..<200 {
        let client = try server.connect(receiveBytes: number % 2 == 0 ? 4096 : nil)
        try client.send("GET /\(number % 3 == 0 ? "medium" : "large") HTTP/1.1\r\nHost: a\r\n\r\n")
        // Some go before the answer begins, some after its first bytes, and some say goodbye first.
        if number % 5 != 0 { _ = try client.receive(atMost: 1000) }
        if number % 7 == 0 { client.finishSending() }
        client.reset()
      }
      #expect(server.isIdle(workers: 1))
      #expect(eventually { server.descriptors == before }, "\(server.descriptors)")
      let isWhole = try server.connect().get("/large").body.isSame(as: [UInt8].pattern(5 << 20))
      #expect(isWhole)
      #expect(!server.standardError.dropFirst(server.readyLine.count + 1).contains("\n"))
    }
  }

  @Test(
    "Clients that connect and say nothing, or half of something, are in nobody's way",
    arguments: TestEngine.all)
  func idleClients(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let silent = try (0..<300).map { _ in try server.connect() }
      for (number, client) in silent.enumerated() where number % 2 == 0 {
        try client.send("GET /medium HTTP/1.1\r\nHost: a\r\nX-Filler: \(number)")
      }
      let client = try server.connect()
      for _ in 0..<50 { #expect(try client.get("/medium").body.count == 100_000) }
      // They can go on where they stopped.
      for (number, client) in silent.enumerated() where number % 2 == 0 {
        try client.send("\r\n\r\n")
        #expect(try client.response().body.count == 100_000)
      }
    }
  }

  @Test(
    "A client that floods requests and reads no answer is held back, not collected",
    arguments: TestEngine.all)
  func flood(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let flooder = try RawClient(port: server.port, timeoutSeconds: 1, receiveBytes: 4096)
      let batch = String(repeating: "GET /medium HTTP/1.1\r\nHost: a\r\n\r\n", count: 3000)
      // Sending stalls once the server reads no more.
      var batches = 0
      while batches < 1000, (try? flooder.send(batch)) != nil { batches += 1 }
      #expect(batches < 1000)
      let client = try server.connect()
      for _ in 0..<50 { #expect(try client.get("/medium").body.count == 100_000) }
    }
  }

  @Test("Two workers answer many clients at once with the right bytes", arguments: TestEngine.all)
  func twoWorkers(engine: TestEngine) async throws {
    let site = try makeSite()
    let files = (0..<20).map { [UInt8].pattern($0 * 997) }
    let large = [UInt8].pattern(5 << 20)
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<16 {
          group.addTask {
            for round in 0..<4 {
              let client = try server.connect()
              for number in 0..<20 {
                let which = (task + round * 3 + number) % 20
                let response = try client.get("/f\(which)")
                let isRight = response.body.isSame(as: files[which])
                try #require(isRight)
              }
              let first = 100_000 * task + round
              let part = try client.get("/large", ["Range: bytes=\(first)-"])
              let isRight = part.body.isSame(as: large[first...])
              try #require(isRight)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(server.readyLine.hasSuffix("2 workers)"))
    }
  }

  /// Lets this process hold its own ends of the connections.
  private func raiseDescriptors() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
