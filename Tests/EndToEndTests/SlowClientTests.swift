import Testing

/// Clients that take their time, in the middle of answers that do not fit in their sockets.
@Suite("Slow clients")
struct SlowClientTests {
  static let size = 8_000_000

  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("a.txt", "aaaa")
    try site.write("big.bin", .pattern(Self.size))
    // Kept in memory, but no socket takes it at once.
    try site.write("cached.bin", .pattern(1_000_000))
    return site
  }

  private func ask(_ client: RawClient, _ target: String) throws {
    try client.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
  }

  @Test("Clients that never read are in nobody's way", arguments: TestEngine.all)
  func neverReading(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      _ = try server.connect().get("/big.bin")
      #expect(server.isIdle(workers: 1))
      let before = server.descriptors
      // More than there are large blocks to send by way of.
      let stuck = try (0..<100).map { _ in try server.connect(receiveBytes: 4096) }
      for client in stuck { try ask(client, "/big.bin") }
      let client = try server.connect()
      for _ in 0..<50 { #expect(try client.get("/a.txt").text == "aaaa") }
      for _ in 0..<3 {
        let isWhole = try client.get("/big.bin").body.isSame(as: [UInt8].pattern(Self.size))
        #expect(isWhole)
      }
      try #require(server.isStalling())
      #expect(server.connectionCount >= 101, "none of them was cut off")
      // They go while what they asked for waits for them.
      for client in stuck { client.reset() }
      #expect(try client.get("/a.txt").text == "aaaa")
      client.reset()
      #expect(server.isIdle(workers: 1))
      #expect(eventually { server.descriptors == before }, "\(server.descriptors)")
    }
  }

  @Test(
    "A reader with a tiny buffer gets a large file byte for byte",
    arguments: TestEngine.all, ["/big.bin", "/cached.bin"])
  func tinyBuffer(engine: TestEngine, target: String) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect(receiveBytes: 4096)
      try ask(client, target)
      let head = try client.head()
      let count = try head.contentCount("GET")
      var body: [UInt8] = []
      // In odd pieces, so that no border of a piece is one of a page or a block.
      while body.count < count { body += try client.receive(atMost: 3001) }
      let isRight = body.isSame(as: [UInt8].pattern(count))
      #expect(isRight)
      #expect(try client.get("/a.txt").text == "aaaa")
    }
  }

  @Test("A client that has closed its half is sent all it asked for", arguments: TestEngine.all)
  func halfClosed(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      for target in ["/big.bin", "/cached.bin"] {
        let client = try server.connect(receiveBytes: 16 * 1024)
        try ask(client, target)
        // Once while the answer waits in a full socket.
        try #require(server.isStalling())
        try ask(client, "/a.txt")
        client.finishSending()
        try #require(server.isStalling())
        let first = try client.response()
        let isWhole = first.body.isSame(as: [UInt8].pattern(first.body.count))
        #expect(isWhole)
        #expect(try client.response().text == "aaaa")
        #expect(try client.isClosed())
      }
      #expect(server.isIdle(workers: 1))
    }
  }

  @Test(
    "Requests of many blocks are answered in order, however slowly answers are taken",
    arguments: TestEngine.all)
  func pipelined(engine: TestEngine) async throws {
    let site = try makeSite()
    let filler = String(repeating: "f", count: 3000)
    let targets = (0..<60).map { ["/a.txt", "/cached.bin", "/missing", "/a.txt"][$0 % 4] }
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let client = try server.connect(receiveBytes: 16 * 1024)
      for target in targets {
        try client.send("GET \(target) HTTP/1.1\r\nHost: a\r\nX-Filler: \(filler)\r\n\r\n")
      }
      try #require(server.isStalling())
      for target in targets {
        let response = try client.response()
        switch target {
        case "/a.txt": #expect(response.text == "aaaa")
        case "/missing": #expect(response.status == 404)
        default:
          let isRight = response.body.isSame(as: [UInt8].pattern(1_000_000))
          #expect(isRight)
        }
      }
    }
  }
}
