import Testing

@Suite("Heads that wait")
struct WaitingHeadTests {
  @Test(
    "The body of a head that waited in a full socket is never that of a newer file",
    arguments: TestEngine.all)
  func waitingHead(engine: TestEngine) async throws {
    let site = try TestSite()
    let size = 300_000
    let request = "GET /big.bin HTTP/1.1\r\nHost: a\r\nRange: bytes=0-0\r\n\r\n"
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      for _ in 0..<3 {
        try site.write("big.bin", [UInt8](repeating: UInt8(ascii: "a"), count: size))
        try site.setModified("big.bin", 1_500_000_000)
        let tag = try #require(try server.connect().get("/big.bin", method: "HEAD")["ETag"])
        let client = try server.connect(receiveBytes: 4096)
        let count = 15_000
        try client.send(String(repeating: request, count: count))
        try #require(server.isStalling())
        try site.write(
          "big.bin", [UInt8](repeating: UInt8(ascii: "b"), count: size), truncating: false)
        // The connection may be closed instead, at whatever point it is in.
        var old = 0
        while old < count, let response = try? client.response() {
          guard response["ETag"] == tag else { break }
          try #require(response.text == "a", "response \(old)")
          old += 1
        }
        #expect(old > 0 && old < count)
      }
    }
  }
}
