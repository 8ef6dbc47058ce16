import Testing

@Suite("Statuses")
struct StatusTests {
  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("index.html", "<p>home</p>")
    try site.write("dir/index.html", "<p>dir</p>")
    try site.write("sp ace/index.html", "space")
    try site.makeDirectory("empty")
    try site.write("file.txt", "0123456789")
    try site.setModified("file.txt", 1_600_000_000)
    return site
  }

  @Test("200 describes the file", arguments: TestEngine.all)
  func ok(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let response = try client.get("/file.txt")
      #expect(response.statusLine == "HTTP/1.1 200 OK")
      #expect(response["Content-Type"] == "text/plain; charset=utf-8")
      #expect(response["Content-Length"] == "10")
      #expect(response["Accept-Ranges"] == "bytes")
      #expect(response["Last-Modified"] == "Sun, 13 Sep 2020 12:26:40 GMT")
      #expect(response["ETag"]?.hasPrefix("\"") == true)
      #expect(response["Date"]?.hasSuffix(" GMT") == true)
      #expect(response["Connection"] == nil)
      #expect(try client.get("/").text == "<p>home</p>")
      #expect(try client.get("/dir/")["Content-Type"] == "text/html; charset=utf-8")
    }
  }

  @Test(
    "206 and 416 state where in the file they are; odd ranges get all of it",
    arguments: TestEngine.all)
  func ranges(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for (range, body, place) in [
        ("bytes=0-0", "0", "0-0"), ("bytes=2-4", "234", "2-4"), ("bytes=7-", "789", "7-9"),
        ("bytes=-2", "89", "8-9"), ("bytes=-99", "0123456789", "0-9"), ("BYTES=9-9", "9", "9-9"),
        ("bytes=0-99999999999999999999", "0123456789", "0-9"),
        ("bytes=-99999999999999999999", "0123456789", "0-9"),
      ] {
        let response = try client.get("/file.txt", ["Range: \(range)"])
        #expect(response.status == 206, "\(range)")
        #expect(response.text == body, "\(range)")
        #expect(response["Content-Range"] == "bytes \(place)/10")
      }
      for range in ["bytes=10-", "bytes=-0", "bytes=99999999999999999999-"] {
        let response = try client.get("/file.txt", ["Range: \(range)"])
        #expect(response.status == 416, "\(range)")
        #expect(response["Content-Range"] == "bytes */10")
      }
      for range in ["lines=1-2", "bytes=5-2", "bytes=a-b", "bytes=0-5,4-9", "bytes=+1-2", "bytes"] {
        #expect(try client.get("/file.txt", ["Range: \(range)"]).status == 200, "\(range)")
      }
    }
  }

  @Test("301 leads to the directory on this host, its query kept", arguments: TestEngine.all)
  func redirects(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for (target, location) in [
        ("/dir", "/dir/"), ("/dir?a=b&c=/d", "/dir/?a=b&c=/d"), ("/dir?", "/dir/?"),
        ("//dir", "/dir/"), ("//dir//../dir", "/dir/"), ("/sp%20ace", "/sp%20ace/"),
        ("http://evil.example/dir", "/dir/"), ("/%64ir", "/dir/"), ("/\\..\\..//../dir", "/dir/"),
      ] {
        let response = try client.get(target)
        #expect(response.status == 301, "\(target)")
        #expect(response["Location"] == location, "\(target)")
      }
      for target in [
        "//evil.example", "//evil.example/", "///evil.example/%2e%2e", "/\\evil.example",
      ] {
        let response = try client.get(target)
        #expect(response["Location"].map { !$0.hasPrefix("//") } ?? true, "\(target)")
      }
      #expect(try client.get("/empty").status == 301)
      #expect(try client.get("/empty/").status == 404)
      let head = try client.get("/dir", method: "HEAD")
      #expect(head["Location"] == "/dir/")
    }
  }

  @Test("304 and 412 follow the validators that a 200 gave", arguments: TestEngine.all)
  func conditions(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let tag = try #require(try client.get("/file.txt")["ETag"])
      for (field, status) in [
        ("If-None-Match: \(tag)", 304), ("If-None-Match: W/\(tag)", 304), ("If-None-Match: *", 304),
        ("If-None-Match: \"a\", \(tag)", 304), ("If-None-Match: \"a\"", 200),
        ("If-Modified-Since: Sun, 13 Sep 2020 12:26:40 GMT", 304),
        ("If-Modified-Since: Sun, 13 Sep 2020 12:26:39 GMT", 200),
        ("If-Modified-Since: Sunday, 13-Sep-20 12:26:40 GMT", 304),
        ("If-Modified-Since: Sun Sep 13 12:26:40 2020", 304), ("If-Modified-Since: never", 200),
        ("If-Match: \(tag)", 200), ("If-Match: *", 200), ("If-Match: \"a\"", 412),
        ("If-Match: W/\(tag)", 412), ("If-Unmodified-Since: Sun, 13 Sep 2020 12:26:40 GMT", 200),
        ("If-Unmodified-Since: Sun, 13 Sep 2020 12:26:39 GMT", 412),
      ] {
        let response = try client.get("/file.txt", [field])
        #expect(response.status == status, "\(field)")
        if status == 304 { #expect(response["ETag"] == tag) }
      }
      let both = ["If-None-Match: \"a\"", "If-Modified-Since: Sun, 13 Sep 2020 12:26:40 GMT"]
      #expect(try client.get("/file.txt", both).status == 200)
      let part = ["Range: bytes=1-2", "If-Range: \(tag)"]
      #expect(try client.get("/file.txt", part).status == 206)
      #expect(try client.get("/file.txt", ["Range: bytes=1-2", "If-Range: \"a\""]).status == 200)
    }
  }

  @Test(
    "Methods beside GET and HEAD are answered with what is allowed, or not known",
    arguments: TestEngine.all)
  func methods(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
        let response = try client.get("/file.txt", method: method)
        #expect(response.status == 405, "\(method)")
        #expect(response["Allow"] == "GET, HEAD, OPTIONS")
      }
      for target in ["/file.txt", "*", "/nothing"] {
        let response = try client.get(target, method: "OPTIONS")
        #expect(response.status == 204, "\(target)")
        #expect(response["Allow"] == "GET, HEAD, OPTIONS")
        #expect(response["Content-Length"] == nil)
      }
      for method in ["get", "PROPFIND", "M-SEARCH"] {
        #expect(try client.get("/file.txt", method: method).status == 501, "\(method)")
      }
      #expect(try client.get("/file.txt").status == 200)
    }
  }

  @Test(
    "What is too large, unknown or unmet is refused and the connection closed",
    arguments: TestEngine.all)
  func refusals(engine: TestEngine) async throws {
    let site = try makeSite()
    let long = String(repeating: "a", count: 9000)
    let start = "GET / HTTP/1.1\r\nHost: a\r\n"
    let many = (0..<150).map { "F\($0): v\r\n" }.joined()
    try await TestServer.run(site, engine) { server in
      for (request, status) in [
        ("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("\(start)F: \(long)\(long)\r\n\r\n", 431), ("\(start)\(many)\r\n", 431),
        ("\(start)Expect: a-miracle\r\n\r\n", 417),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413),
        ("\(start)Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        ("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n", 405),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("\(String(repeating: "M", count: 10_000)) / HTTP/1.1\r\n\r\n", 501),
      ] {
        let client = try server.connect()
        try client.send(request)
        let response = try client.response()
        #expect(response.status == status, "\(request.prefix(40))")
        #expect(response["Connection"] == "close")
        #expect(try client.isClosed())
      }
    }
  }

  @Test("408 tells a client whose request does not arrive in 10 seconds", arguments: TestEngine.all)
  func timeout(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let body = try server.connect()
      try client.send("GET / HTTP/1.1\r\nHos")
      try body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
      for late in [client, body] {
        let response = try late.response()
        #expect(response.status == 408)
        #expect(response["Connection"] == "close")
        #expect(try late.isClosed())
      }
    }
  }
}
