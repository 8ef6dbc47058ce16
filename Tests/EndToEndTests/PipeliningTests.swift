import Testing

@Suite("Pipelining")
struct PipeliningTests {
  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("a.txt", "aaaa")
    try site.write("b.txt", "bb")
    try site.write("index.html", "home")
    try site.write("dir/index.html", "dir")
    try site.write("large.bin", .pattern(700_000))
    return site
  }

  @Test("A hundred requests in one packet are answered in their order", arguments: TestEngine.all)
  func pipelining(engine: TestEngine) async throws {
    let site = try makeSite()
    for number in 0..<25 { try site.write("n\(number).txt", .pattern(1 + 300 * number)) }
    let targets = (0..<100).map { number in
      switch number % 4 {
      case 0: "/a.txt"
      case 1: "/n\(number / 4).txt"
      case 2: number % 20 == 2 ? "/large.bin" : "/missing\(number)"
      default: "/b.txt"
      }
    }
    try await TestServer.run(site, engine) { server in
      for round in 0..<4 {
        let client = try server.connect()
        try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for (number, target) in targets.enumerated() {
          let response = try client.response()
          let wanted: [UInt8]
          switch target {
          case "/a.txt": wanted = Array("aaaa".utf8)
          case "/b.txt": wanted = Array("bb".utf8)
          case "/large.bin": wanted = .pattern(700_000)
          case let name where name.hasPrefix("/n"): wanted = .pattern(1 + 300 * (number / 4))
          default:
            try #require(response.status == 404, "\(target)")
            continue
          }
          let isRight = response.status == 200 && response.body.isSame(as: wanted)
          try #require(isRight, "\(target), \(number), round \(round)")
        }
      }
    }
  }

  @Test(
    "Many more requests than fit in the buffers at once are all answered", arguments: TestEngine.all
  )
  func deepPipelining(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let batch = String(repeating: "GET /b.txt HTTP/1.1\r\nHost: a\r\n\r\n", count: 1000)
      for _ in 0..<5 {
        try client.send(batch)
        for _ in 0..<1000 {
          let response = try client.response()
          guard response.status == 200, response.text == "bb" else {
            throw Failure("\(response.statusLine) \(response.text)")
          }
        }
      }
    }
  }

  @Test(
    "A file that must be opened first is found behind answers that are at hand",
    arguments: TestEngine.all)
  func missBehindHit(engine: TestEngine) async throws {
    let site = try makeSite()
    try site.makeDirectory("empty")
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      #expect(try client.get("/a.txt").text == "aaaa")
      let targets = ["/a.txt", "/dir/", "/a.txt", "/dir", "/a.txt", "/empty?q", "/a.txt", "/b.txt"]
      try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      #expect(try client.response().text == "aaaa")
      #expect(try client.response().text == "dir")
      #expect(try client.response().text == "aaaa")
      #expect(try client.response()["Location"] == "/dir/")
      #expect(try client.response().text == "aaaa")
      #expect(try client.response()["Location"] == "/empty/?q")
      #expect(try client.response().text == "aaaa")
      #expect(try client.response().text == "bb")
    }
  }
}
