import Testing

@Suite("Names")
struct NameTests {
  static let names = [
    "plain.txt", "with space.txt", " leading", "trailing ", "käse.txt", "日本語/ファイル.txt", "100%.txt",
    "50%41.txt", "a+b.txt", "c#d.txt", "e?f=g.txt", "'single'.txt", "\"double\".txt",
    "back\\slash.txt", "semi;colon.txt", "a&b=c.txt", "[brackets]{braces}.txt", "tilde~.txt",
    "a:b.txt", "pipe|.txt", "<angle>.txt", "star*.txt", "new\nline.txt", "tab\t.txt",
    "dots...txt", "ends.", "x/y..", "\u{7F}delete", "%2e%2e", "%00", "%2F",
    "UPPER/lower.TXT", String(repeating: "n", count: 255),
  ]

  /// A path with every byte that `isPlain` does not pass as `%XX`.
  private func encoded(
    _ path: String, isUpper: Bool = true, _ isPlain: (UInt8) -> Bool
  ) -> String {
    path.utf8.map { byte in
      if byte == UInt8(ascii: "/") || isPlain(byte) { return String(UnicodeScalar(byte)) }
      let hex = String(byte, radix: 16, uppercase: isUpper)
      return "%" + (hex.count < 2 ? "0" : "") + hex
    }.joined()
  }

  private func isUnreserved(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isLetter && byte < 0x80
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-._~".utf8.contains(byte)
  }

  @Test("Every name is found in every percent-encoded form of it", arguments: TestEngine.all)
  func encodings(engine: TestEngine) async throws {
    let site = try TestSite()
    for name in Self.names { try site.write(name, "it is \(name)") }
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for name in Self.names {
        let forms = [
          encoded(name, isUnreserved), encoded(name, isUpper: false, isUnreserved),
          encoded(name) { _ in false }, encoded(name, isUpper: false) { _ in false },
        ]
        for form in forms {
          #expect(try client.get("/\(form)").text == "it is \(name)", "\(form)")
          #expect(try client.get("/\(form)?a=/../b%00").text == "it is \(name)", "\(form)?")
        }
      }
    }
  }

  @Test(
    "Bytes that need no encoding to be told apart are taken as they are", arguments: TestEngine.all)
  func rawBytes(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a+b.txt", "plus")
    try site.write("käse.txt", "cheese")
    try site.write("quo\"te'.txt", "quotes")
    try site.write("back\\slash", "backslash")
    try site.write("x y", "space")
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      #expect(try client.get("/a+b.txt").text == "plus")
      #expect(try client.get("/a%2Bb.txt").text == "plus")
      #expect(try client.get("/x+y").status == 404)
      #expect(try client.get("/käse.txt").text == "cheese")
      #expect(try client.get("/quo\"te'.txt").text == "quotes")
      #expect(try client.get("/back\\slash").text == "backslash")
      #expect(try client.get("/back/slash").status == 404)
    }
  }

  @Test("Nothing is decoded twice", arguments: TestEngine.all)
  func doubleEncoding(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "plain")
    try site.write("%61.txt", "percent")
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      #expect(try client.get("/%61.txt").text == "plain")
      #expect(try client.get("/%2561.txt").text == "percent")
      #expect(try client.get("/%252561.txt").status == 404)
    }
  }

  @Test("Empty and dot segments lead to the same file", arguments: TestEngine.all)
  func segments(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a/b/c.txt", "found")
    try site.write("a/index.html", "index")
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for target in [
        "/a/b/c.txt", "//a//b///c.txt", "/./a/./b/c.txt", "/a/x/../b/c.txt", "/a/b/%2E/c.txt",
        "/a/%2e%2e/a/b/c.txt", "http://localhost/a/b/c.txt", "HTTP://other:1/a/b/c.txt",
      ] {
        #expect(try client.get(target).text == "found", "\(target)")
      }
      for target in ["/a/", "/a/.", "/a/b/..", "/a/b/%2e%2E", "/a/b/../", "/a/index.html"] {
        #expect(try client.get(target).text == "index", "\(target)")
      }
    }
  }

  @Test(
    "Targets that are no names get an answer that fits, and the connection goes on",
    arguments: TestEngine.all)
  func oddTargets(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let long = String(repeating: "a", count: 256)
      let deep = String(repeating: "/d", count: 2100)
      for target in [
        "/a.txt/", "/a.txt/b", "/%2F", "/a%2Ftxt", "/a.txt%00", "/%00", "/\(long)", deep,
        "/nothing", "/nothing/", "/A.TXT", "/a.txt%20", "/a.txt.",
      ] {
        #expect(try client.get(target).status == 404, "\(target)")
      }
      #expect(try client.get("/a.txt").text == "a")
    }
  }
}
