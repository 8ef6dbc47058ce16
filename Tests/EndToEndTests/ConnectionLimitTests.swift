import Testing

@Suite("Connection limit")
struct ConnectionLimitTests {
  /// So few descriptors that the server takes no more than 512 connections, and 256 wait.
  static let prefix = ["prlimit", "--nofile=1024:1024"]

  @Test(
    "Connections beyond the limit wait, and are served when others have gone",
    arguments: TestEngine.all)
  func waiting(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    try await TestServer.run(site, engine, ["--workers", "1"], prefix: Self.prefix) { server in
      // Cached, so that no descriptor is wanted for it beside those of the connections.
      #expect(try server.connect().get("/a.txt").text == "a")
      for round in 0..<3 {
        var clients: [RawClient] = []
        for _ in 0..<600 { clients.append(try server.connect()) }
        for client in clients { try client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n") }
        // Those that are served go, and make room for the others.
        while !clients.isEmpty {
          let response = try clients.removeFirst().response()
          try #require(response.text == "a", "round \(round), \(clients.count) left")
        }
      }
      #expect(try server.connect().get("/a.txt").text == "a")
    }
  }

  @Test(
    "A server at its limit still stops when it is told to, and refuses newcomers meanwhile",
    arguments: TestEngine.all)
  func stopping(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("big.bin", .pattern(30_000_000))
    try await TestServer.run(site, engine, ["--workers", "1"], prefix: Self.prefix) { server in
      let reader = try server.connect(receiveBytes: 16 * 1024)
      try reader.send("GET /big.bin HTTP/1.1\r\nHost: a\r\n\r\n")
      let head = try reader.head()
      let others = try (0..<600).map { _ in try server.connect() }
      server.send(15)
      #expect(eventually(within: 5) { server.isRefusing })
      let body = try reader.receive(exactly: head.contentCount("GET"))
      #expect(body.count == 30_000_000)
      #expect(eventually { server.hasEnded })
      _ = others
    }
  }

  @Test(
    "Clients in numbers far beyond the descriptors are all answered in the end",
    arguments: TestEngine.all)
  func fewDescriptors(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    for number in 0..<30 { try site.write("\(number).bin", .pattern(1_100_000)) }
    let prefix = ["prlimit", "--nofile=128:128"]
    try await TestServer.run(site, engine, ["--workers", "2"], prefix: prefix) { server in
      for round in 0..<2 {
        var clients = try (0..<90).map { ($0, try server.connect()) }
        for (number, client) in clients {
          let target = number % 3 == 0 ? "\(number / 3).bin" : "a.txt"
          try client.send("GET /\(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        }
        while !clients.isEmpty {
          let (number, client) = clients.removeFirst()
          let status = try client.response().status
          // Sockets that are descriptors of the process may leave no room to open a file: that is
          // said, and ends with the load.
          let isShared = !server.readyLine.contains(", tier 1,")
          let isRight = status == 200 || status == 503 && isShared
          try #require(isRight, "\(status) to client \(number), round \(round)")
        }
      }
      #expect(server.isIdle(workers: 2))
      #expect(try server.connect().get("/a.txt").text == "a")
      #expect(try server.connect().get("/7.bin").status == 200)
    }
  }
}
