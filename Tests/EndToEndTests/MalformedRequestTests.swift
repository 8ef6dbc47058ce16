import Testing

@Suite("Malformed requests")
struct MalformedRequestTests {
  static let requests = [
    // Line ends
    "GET /a.txt HTTP/1.1\nHost: a\n\n", "GET /a.txt HTTP/1.1\r\nHost: a\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\r\n\r\n", "GET /a.txt HTTP/1.1\rHost: a\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", "\nGET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    // Request line
    " GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n", "GET  /a.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a.txt  HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a.txt HTTP/1.1 \r\nHost: a\r\n\r\n",
    "GET\t/a.txt HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a.txt http/1.1\r\nHost: a\r\n\r\n",
    "GET /a.txt HTTP/11\r\nHost: a\r\n\r\n", "GET /a.txt HTTP/1.10\r\nHost: a\r\n\r\n",
    "GET /a.txt\r\nHost: a\r\n\r\n", "GET /a.txt HTTP/+1.1\r\nHost: a\r\n\r\n",
    "G@T /a.txt HTTP/1.1\r\nHost: a\r\n\r\n", "{\"json\":true}\r\n\r\n",
    "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "GET a.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a.txt#top HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a%4 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a% HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a\u{0}.txt HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a\u{1}.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a\u{7F}.txt HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET http:///a.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET ftp://a/a.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    // Fields
    "GET /a.txt HTTP/1.1\r\nHost : a\r\n\r\n", "GET /a.txt HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\n\tfolded: b\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\n Host: a\r\n\r\n", "GET /a.txt HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nX(y): b\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nX: \u{1B}[m\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nX: b\u{7F}\r\n\r\n",
    // Host
    "GET /a.txt HTTP/1.1\r\n\r\n", "GET /a.txt HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n", "GET /a.txt HTTP/1.1\r\nHost: a b\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET /a.txt HTTP/1.1\r\nHost: a, b\r\n\r\n",
    "GET /a.txt HTTP/1.1\r\nHost: u@a\r\n\r\n", "GET /a.txt HTTP/1.1\r\nHost: a:b\r\n\r\n",
    // Framing
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabcde",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nabcde",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\nabcde",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    // Chunks
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000000\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nabcde\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\nabcde\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdef\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\n",
  ]

  @Test(
    "What two readers could take differently is refused, and the connection closed",
    arguments: TestEngine.all)
  func refusals(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    try await TestServer.run(site, engine) { server in
      for request in Self.requests {
        let client = try server.connect()
        // What follows must never be taken for a request.
        try client.send(request + "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.response()
        #expect(response.status == 400, "\(request.debugDescription)")
        #expect(response["Connection"] == "close")
        #expect(try client.isClosed(), "\(request.debugDescription)")
      }
      #expect(try server.connect().get("/a.txt").text == "a")
    }
  }

  @Test("A chunk beyond every bound is refused without an overflow", arguments: TestEngine.all)
  func chunkBounds(engine: TestEngine) async throws {
    let site = try TestSite()
    try await TestServer.run(site, engine) { server in
      for size in ["FFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", "100001", "FFFFFFFFFFFFFFFF;a"] {
        let client = try server.connect()
        try client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n")
        #expect(try client.response().status == 413, "\(size)")
        #expect(try client.isClosed())
      }
      for length in ["18446744073709551615", "99999999999999999999", "9223372036854775808"] {
        let client = try server.connect()
        try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n")
        #expect([400, 413].contains(try client.response().status), "\(length)")
        #expect(try client.isClosed())
      }
    }
  }

  @Test(
    "Bytes that mean nothing end in a refusal or a close, and never in a hang",
    arguments: TestEngine.all)
  func noise(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    try await TestServer.run(site, engine) { server in
      for seed in 0..<100 {
        let client = try server.connect()
        // The server may have closed before all of it is sent.
        try? client.send(.pattern(1 + seed * 331, seed: UInt64(seed)))
        client.finishSending()
        _ = try client.receiveToEnd()
      }
      #expect(try server.connect().get("/a.txt").text == "a")
    }
  }
}
