import Testing

@Suite("Media types")
struct MediaTypeTests {
  @Test(
    "Those that it is told come before those it knows, in every answer",
    arguments: TestEngine.all)
  func told(engine: TestEngine) async throws {
    let site = try TestSite()
    let text = String(repeating: "text ", count: 1000)
    for name in ["a.md", "a.MD", "a.ts", "a.own", "a.css"] {
      try site.write(name, text)
      try site.setModified(name, 1_600_000_000)
    }
    let options = [
      "--media-type", "md=text/x-notes; v=1", "--media-type", "TS=video/mp4",
      "--media-type", "own=application/own", "--compress", "off",
    ]
    try await TestServer.run(site, engine, options) { server in
      let client = try server.connect()
      for _ in 1...2 {
        for (name, type, varies) in [
          ("a.md", "text/x-notes; v=1; charset=utf-8", true),
          ("a.MD", "text/x-notes; v=1; charset=utf-8", true),
          ("a.ts", "video/mp4", false), ("a.own", "application/own", true),
          ("a.css", "text/css; charset=utf-8", true),
        ] {
          let response = try client.get("/\(name)")
          #expect(response["Content-Type"] == type, "\(name)")
          #expect((response["Vary"] != nil) == varies, "\(name)")
          let head = try client.get("/\(name)", method: "HEAD")
          #expect(head["Content-Type"] == type, "\(name)")
          let several = try client.get("/\(name)", ["Range: bytes=0-1,10-11"])
          let parts = try Multipart.parts(of: several)
          #expect(parts.count == 2)
          #expect(several.text.contains("\r\nContent-Type: \(type)\r\n"), "\(name)")
        }
      }
    }
  }
}
