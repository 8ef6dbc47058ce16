import Testing

@Suite("Short connections")
struct ShortConnectionTests {
  @Test(
    "Thousands of connections for one request each leave no descriptor behind",
    arguments: TestEngine.all)
  func oneRequestEach(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "aaaa")
    try site.write("b.bin", .pattern(100_000))
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      for target in ["/a.txt", "/b.bin"] { _ = try server.connect().get(target) }
      #expect(server.isIdle(workers: 2))
      let before = server.descriptors
      for number in 0..<3000 {
        let client = try server.connect()
        let target = number % 10 == 0 ? "/b.bin" : number % 10 == 1 ? "/missing" : "/a.txt"
        let response = try client.get(target, ["Connection: close"])
        try #require(response.status == (target == "/missing" ? 404 : 200))
        try #require(response.body.count == (target == "/b.bin" ? 100_000 : response.body.count))
        // Some wait for the server's goodbye, others are quicker.
        if number % 3 == 0 { #expect(try client.isClosed()) }
      }
      #expect(server.isIdle(workers: 2))
      #expect(eventually { server.descriptors == before }, "\(server.descriptors)")
    }
  }

  @Test("Connections that say nothing and go leave nothing behind", arguments: TestEngine.all)
  func silent(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "aaaa")
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      _ = try server.connect().get("/a.txt")
      #expect(server.isIdle(workers: 1))
      let before = server.descriptors
      for number in 0..<1000 {
        let client = try server.connect()
        switch number % 4 {
        case 0: client.reset()
        case 1: client.finishSending()
        case 2: try client.send("GET /a.txt HT")
        default: break
        }
      }
      #expect(try server.connect().get("/a.txt").text == "aaaa")
      #expect(server.isIdle(workers: 1))
      #expect(eventually { server.descriptors == before }, "\(server.descriptors)")
    }
  }
}
