import Glibc
import Testing

/// Variants that stand beside their files, on disk as a build has left them.
@Suite("Precompressed variants")
struct NegotiationTests {
  private static let seconds = 1_600_000_000

  /// Text, and variants whose bytes tell which one was sent.
  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("a.css", String(repeating: "identity ", count: 100))
    try site.write("a.css.gz", "gzip, of forty-two letters as it happens..")
    try site.write("a.css.br", "brotli, the shortest")
    try site.write("a.css.zst", "zstandard, in the middle")
    try site.write("b.css", String(repeating: "identity ", count: 100))
    try site.write("b.css.gz", "gzip alone")
    try site.write("dir/index.html", String(repeating: "index ", count: 100))
    try site.write("dir/index.html.br", "brotli index")
    try site.write("none.css", "no variants")
    try site.write("photo.png", "image")
    try site.write("photo.png.gz", "not looked for")
    for name in [
      "a.css", "a.css.gz", "a.css.br", "a.css.zst", "b.css", "b.css.gz", "dir/index.html",
      "dir/index.html.br",
    ] { try site.setModified(name, Self.seconds) }
    return site
  }

  /// Target, Accept-Encoding, and the coding that is sent; `nil` is identity.
  private static let cases: [(String, String?, String?)] = [
    ("/a.css", nil, nil), ("/a.css", "", nil), ("/a.css", "gzip", "gzip"),
    ("/a.css", "br", "br"), ("/a.css", "zstd", "zstd"), ("/a.css", "x-gzip", "gzip"),
    ("/a.css", "gzip, deflate, br, zstd", "br"), ("/a.css", "gzip, zstd", "zstd"),
    ("/a.css", "gzip;q=1, br;q=0.5", "gzip"), ("/a.css", "gzip;q=0.2, *;q=0.1", "gzip"),
    ("/a.css", "*", "br"), ("/a.css", "br;q=0, *", "zstd"), ("/a.css", "deflate", nil),
    ("/a.css", "identity", nil), ("/a.css", "identity, br;q=0.9", nil),
    ("/a.css", "br;q=0", nil), ("/a.css", "*;q=0", nil), ("/a.css", "identity;q=0", nil),
    ("/a.css", "identity;q=0, gzip", "gzip"), ("/b.css", "gzip, br", "gzip"),
    ("/b.css", "br", nil), ("/b.css", "br, gzip;q=0.1", "gzip"), ("/dir/", "br", "br"),
    ("/dir/", "gzip", nil), ("/dir/index.html", "gzip, br", "br"), ("/none.css", "gzip, br", nil),
  ]

  @Test("Each request gets the variant it asks for, from disk and cache", arguments: TestEngine.all)
  func choice(engine: TestEngine) async throws {
    let site = try makeSite()
    let options = ["--compress", "off"]
    try await TestServer.run(site, engine, options) { server in
      let client = try server.connect()
      for _ in 1...3 {
        for (target, accepted, coding) in Self.cases {
          let fields = accepted.map { ["Accept-Encoding: \($0)"] } ?? []
          let name = target.hasSuffix("/") ? "\(target)index.html" : target
          let suffix = coding.flatMap { Coding(rawValue: $0)?.suffix } ?? ""
          let bytes = try site.read(name.dropFirst() + suffix)
          let response = try client.get(target, fields)
          let what = "\(target) for \(accepted ?? "nothing")"
          #expect(response.status == 200, "\(what)")
          #expect(response["Content-Encoding"] == coding, "\(what)")
          #expect(response["Vary"] == "Accept-Encoding", "\(what)")
          #expect(response.body == bytes, "\(what)")
          #expect(response["Content-Type"]?.hasPrefix("text/") == true, "\(what)")
          let head = try client.get(target, method: "HEAD", fields)
          #expect(head["Content-Length"] == "\(bytes.count)", "\(what)")
          #expect(head["Content-Encoding"] == coding, "\(what)")
          #expect(head["ETag"] == response["ETag"], "\(what)")
        }
      }
    }
  }

  @Test("What is compressed already has no variants", arguments: TestEngine.all)
  func images(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let response = try client.get("/photo.png", ["Accept-Encoding: gzip"])
      #expect(response.text == "image")
      #expect(response["Vary"] == nil)
      #expect(response["Content-Encoding"] == nil)
      // The variant by its own name is a file as any other.
      let file = try client.get("/a.css.gz", ["Accept-Encoding: gzip"])
      #expect(file["Content-Type"] == "application/gzip")
      #expect(file["Content-Encoding"] == nil)
      #expect(file.body == (try site.read("a.css.gz")))
    }
  }

  @Test(
    "Each coding has a tag; conditions and ranges are of the variant", arguments: TestEngine.all)
  func validators(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, ["--compress", "off"]) { server in
      let client = try server.connect()
      var tags: Set<String> = []
      for accepted in ["", "gzip", "br", "zstd"] {
        let fields = ["Accept-Encoding: \(accepted)"]
        let whole = try client.get("/a.css", fields)
        let tag = try #require(whole["ETag"])
        #expect(!tag.hasPrefix("W/"))
        tags.insert(tag)
        let same = try client.get("/a.css", fields + ["If-None-Match: \(tag)"])
        #expect(same.status == 304)
        #expect(same["Vary"] == "Accept-Encoding")
        #expect(same["ETag"] == tag)
        #expect(same["Content-Encoding"] == nil)
        let resumed = try client.get("/a.css", fields + ["Range: bytes=3-9", "If-Range: \(tag)"])
        #expect(resumed.status == 206)
        #expect(resumed["ETag"] == tag)
        #expect(resumed["Vary"] == "Accept-Encoding")
        #expect(resumed.body == Array(whole.body[3...9]))
        let part = try client.get("/a.css", fields + ["Range: bytes=3-9"])
        #expect(part.status == 206)
        #expect(part["Content-Range"] == "bytes 3-9/\(whole.body.count)")
        #expect(part["Content-Encoding"] == whole["Content-Encoding"])
        #expect(part["Vary"] == "Accept-Encoding")
        #expect(part.body == Array(whole.body[3...9]))
        // Clients do not agree on what a coding is of where there are several parts.
        let several = try client.get("/a.css", fields + ["Range: bytes=0-1,4-5"])
        #expect(several.status == (accepted.isEmpty ? 206 : 200))
        let outside = try client.get("/a.css", fields + ["Range: bytes=900-"])
        #expect(outside["Content-Range"] == "bytes */\(whole.body.count)")
        #expect(try client.get("/a.css", fields + ["If-Match: \(tag)"]).status == 200)
        #expect(try client.get("/a.css", fields + ["If-Match: \"x\""]).status == 412)
        // The tag of one variant says nothing of the others.
        let other = accepted == "gzip" ? "br" : "gzip"
        let crossed = ["Accept-Encoding: \(other)", "If-None-Match: \(tag)"]
        #expect(try client.get("/a.css", crossed).status == 200)
        let joined = ["Accept-Encoding: \(other)", "Range: bytes=3-9", "If-Range: \(tag)"]
        #expect(try client.get("/a.css", joined).status == 200)
      }
      #expect(tags.count == 4)
    }
  }

  @Test("A variant that is older than its file is not sent", arguments: TestEngine.all)
  func stale(engine: TestEngine) async throws {
    let site = try makeSite()
    try site.setModified("a.css", Self.seconds + 1)
    try site.setModified("a.css.br", Self.seconds + 2)
    try await TestServer.run(site, engine, ["--compress", "off"]) { server in
      let client = try server.connect()
      let both = ["Accept-Encoding: gzip, zstd"]
      #expect(try client.get("/a.css", both)["Content-Encoding"] == nil)
      #expect(try client.get("/a.css", ["Accept-Encoding: br"])["Content-Encoding"] == "br")
      try site.setModified("a.css.gz", Self.seconds + 1)
      #expect(try client.get("/a.css", both)["Content-Encoding"] == "gzip")
      try site.setModified("a.css", Self.seconds + 9)
      let all = ["Accept-Encoding: gzip, br, zstd"]
      #expect(try client.get("/a.css", all)["Content-Encoding"] == nil)
    }
  }

  @Test("No variant is looked for where that was not wanted", arguments: TestEngine.all)
  func off(engine: TestEngine) async throws {
    let site = try makeSite()
    let options = ["--no-precompressed", "--compress", "off"]
    try await TestServer.run(site, engine, options) { server in
      let client = try server.connect()
      let response = try client.get("/a.css", ["Accept-Encoding: gzip, br"])
      #expect(response["Content-Encoding"] == nil)
      #expect(response["Vary"] == nil)
    }
  }

  @Test("A large variant is sent from its file, whole and in parts", arguments: TestEngine.all)
  func large(engine: TestEngine) async throws {
    let site = try TestSite()
    let bytes = [UInt8].pattern(3_000_000)
    try site.write("large.json", .pattern(5_000_000, seed: 2))
    try site.write("large.json.zst", bytes)
    for name in ["large.json", "large.json.zst"] { try site.setModified(name, Self.seconds) }
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for _ in 1...3 {
        let whole = try client.get("/large.json", ["Accept-Encoding: zstd"])
        #expect(whole["Content-Encoding"] == "zstd")
        #expect(whole.body.isSame(as: bytes))
        let part = try client.get(
          "/large.json", ["Accept-Encoding: zstd", "Range: bytes=1000000-1999999"])
        #expect(part.body.isSame(as: bytes[1_000_000...1_999_999]))
      }
    }
  }

  @Test("Variants that lead out or are no files are no variants", arguments: TestEngine.all)
  func confinement(engine: TestEngine) async throws {
    let site = try TestSite()
    let elsewhere = try TestSite()
    try elsewhere.write("secret", "secret")
    try site.write("a.css", "identity")
    try site.link("a.css.br", to: elsewhere.path("secret"))
    try site.makeDirectory("a.css.gz")
    try site.write("in/real.zst", "linked")
    try site.setModified("in/real.zst", Self.seconds + 1)
    try site.setModified("a.css", Self.seconds)
    try await TestServer.run(site, engine, ["--compress", "off"]) { server in
      let client = try server.connect()
      let fields = ["Accept-Encoding: gzip, br, zstd"]
      for _ in 1...3 { #expect(try client.get("/a.css", fields).text == "identity") }
      // A link within the root is followed, as for any file.
      try site.link("a.css.zst", to: "in/real.zst")
      for _ in 1...3 {
        let response = try client.get("/a.css", fields)
        #expect(response.text == "linked")
        #expect(response["Content-Encoding"] == "zstd")
      }
      // No variant of what is refused or hidden is a way to it.
      try site.write(".hidden.gz", "hidden")
      #expect(try client.get("/.hidden", fields).status == 404)
      #expect(mkfifo(site.path("pipe.css"), 0o644) == 0)
      try site.write("pipe.css.gz", "pipe")
      #expect(try client.get("/pipe.css", fields).status == 404)
    }
  }
}
