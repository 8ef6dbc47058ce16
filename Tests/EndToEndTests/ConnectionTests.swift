import Testing

@Suite("Connections")
struct ConnectionTests {
  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("a.txt", "aaaa")
    try site.write("b.txt", "bb")
    try site.write("large.bin", .pattern(700_000))
    return site
  }

  @Test("A connection stays for HTTP/1.1 unless it asks for a close", arguments: TestEngine.all)
  func persistence(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for _ in 0..<20 { #expect(try client.get("/a.txt").text == "aaaa") }
      let last = try client.get("/a.txt", ["Connection: close"])
      #expect(last["Connection"] == "close")
      #expect(last.text == "aaaa")
      #expect(try client.isClosed())
      let listed = try server.connect()
      #expect(try listed.get("/large.bin", ["Connection: x, CLOSE ,y"]).body.count == 700_000)
      #expect(try listed.isClosed())
    }
  }

  @Test("HTTP/1.0 closes unless it asks to stay", arguments: TestEngine.all)
  func version0(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      try client.send("GET /a.txt HTTP/1.0\r\n\r\n")
      let response = try client.response()
      #expect(response.statusLine == "HTTP/1.1 200 OK")
      #expect(response["Connection"] == "close")
      #expect(try client.isClosed())
      let staying = try server.connect()
      for _ in 0..<3 {
        try staying.send("GET /a.txt HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
        let response = try staying.response()
        #expect(response["Connection"] == "keep-alive")
        #expect(response.text == "aaaa")
      }
    }
  }

  @Test("A request may be split at every byte", arguments: TestEngine.all)
  func splits(engine: TestEngine) async throws {
    let site = try makeSite()
    let request = Array(
      "\r\nGET /a.txt?q HTTP/1.1\r\nHost: localhost\r\nX-Field:  value \r\nRange: bytes=1-2\r\n\r\n"
        .utf8)
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for split in 1..<request.count {
        try client.send(Array(request[..<split]))
        try client.send(Array(request[split...]))
        let response = try client.response()
        #expect(response.status == 206)
        #expect(response.text == "aa", "split at \(split)")
      }
    }
  }

  @Test("Requests may come a byte at a time", arguments: TestEngine.all)
  func bytewise(engine: TestEngine) async throws {
    let site = try makeSite()
    let request =
      "POST /a.txt HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello"
      + "\r\n0\r\nTrailer: t\r\n\r\nGET /b.txt HTTP/1.1\r\nHost: a\r\n\r\n"
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      #expect(try client.get("/b.txt").text == "bb")
      for byte in request.utf8 { try client.send([byte]) }
      #expect(try client.response().status == 405)
      #expect(try client.response().text == "bb")
    }
  }

  @Test("Content of a request is read past, whatever its framing", arguments: TestEngine.all)
  func content(engine: TestEngine) async throws {
    let site = try makeSite()
    let large = String(repeating: "GET /evil HTTP/1.1\r\n\r\n", count: 40_000)
    let chunks = (1...300).map { size in
      "\(String(size, radix: 16))\r\n\(String(repeating: "c", count: size))\r\n"
    }.joined()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for (fields, body) in [
        ("Content-Length: 0", ""), ("Content-Length: 5", "hello"),
        ("Content-Length: \(large.utf8.count)", large),
        ("Transfer-Encoding: chunked", "0\r\n\r\n"),
        ("Transfer-Encoding: Chunked", "A ; a=\"b\"\r\n0123456789\r\n00000\r\nX: y\r\n\r\n"),
        ("Transfer-Encoding: chunked", chunks + "0\r\n\r\n"),
      ] {
        for method in ["GET", "POST"] {
          try client.send("\(method) /a.txt HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)")
          let response = try client.response()
          #expect(response.status == (method == "GET" ? 200 : 405), "\(method), \(fields)")
          #expect(try client.get("/b.txt").text == "bb")
        }
      }
    }
  }

  @Test(
    "A client that waits for 100 Continue is told to go on, or is refused at once",
    arguments: TestEngine.all)
  func expectation(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      try client.send(
        "GET /a.txt HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
      #expect(try client.response().status == 100)
      try client.send("abc")
      #expect(try client.response().text == "aaaa")
      try client.send(
        "POST /a.txt HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n")
      let refused = try client.response()
      #expect(refused.status == 405)
      #expect(refused["Connection"] == "close")
      #expect(try client.isClosed())
    }
  }

  @Test(
    "curl gets its answers with Expect, chunked uploads, HEAD and reuse of connections",
    arguments: TestEngine.all)
  func curl(engine: TestEngine) async throws {
    let site = try makeSite()
    try site.write("upload", .pattern(200_000))
    try await TestServer.run(site, engine) { server in
      let silent = ["--silent", "--show-error", "--max-time", "20", "--write-out", " %{http_code}"]
      for fields in [
        ["--header", "Expect: 100-continue"], ["--header", "Transfer-Encoding: chunked"], [],
      ] {
        for (method, answer) in [("GET", "aaaa 200"), ("PUT", " 405")] {
          let upload = ["--request", method, "--data-binary", "@\(site.path("upload"))"]
          let run = try await Command.run(
            "curl", silent + upload + fields + [server.url("/a.txt")])
          #expect(run.status == 0, "\(run.error)")
          #expect(run.output.hasSuffix(answer), "\(method) \(fields): \(run.output)")
        }
      }
      let reuse = try await Command.run(
        "curl",
        ["--silent", "--write-out", "%{num_connects}"]
          + (0..<5).flatMap { _ in ["--output", "/dev/null", server.url("/large.bin")] })
      #expect(reuse.output == "10000")
    }
  }

  @Test("A client that closes its half after asking is still answered", arguments: TestEngine.all)
  func halfClose(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      for (target, count) in [("/a.txt", 4), ("/large.bin", 700_000), ("/missing", 28)] {
        let client = try server.connect()
        let request = "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n"
        try client.send(request + request)
        client.finishSending()
        for _ in 0..<2 { #expect(try client.response().body.count == count) }
        #expect(try client.isClosed())
      }
      let partial = try server.connect()
      try partial.send("GET /a.txt HTTP/1.1\r\nHos")
      partial.finishSending()
      #expect(try partial.isClosed())
    }
  }

  @Test(
    "A connection that is closed ends at once, however long others beside it stay",
    arguments: TestEngine.all)
  func closeBesideIdle(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let idle = try server.connect()
      #expect(try idle.get("/a.txt").text == "aaaa")
      for _ in 0..<3 {
        let client = try server.connect()
        #expect(try client.get("/a.txt", ["Connection: close"]).text == "aaaa")
        // Before the idle one's time is up: it waits for less.
        #expect(try client.isClosed())
      }
      #expect(try idle.get("/a.txt").text == "aaaa")
    }
  }
}
