import Testing

/// Variants that come, change and go are seen by the next request, as their files are.
@Suite("Fresh variants")
struct VariantFreshnessTests {
  private static let fields = ["Accept-Encoding: gzip, br, zstd"]

  /// What each connection is given, by coding and text.
  private func see(_ clients: [RawClient], _ target: String = "/f.css") throws -> Set<String> {
    try Set(
      clients.map { client in
        let response = try client.get(target, Self.fields)
        guard response.status == 200 else { return "\(response.status)" }
        return "\(response["Content-Encoding"] ?? "identity"): \(response.text)"
      })
  }

  @Test("Beside a file", arguments: TestEngine.all)
  func besideFile(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("f.css", "identity")
    try site.setModified("f.css", 1_600_000_000)
    let options = ["--workers", "2", "--compress", "off"]
    try await TestServer.run(site, engine, options) { server in
      let clients = try (0..<4).map { _ in try server.connect() }
      for round in 0..<40 {
        try #require(try see(clients) == ["identity: identity"])
        try site.write("f.css.gz", "made \(round)")
        try #require(try see(clients) == ["gzip: made \(round)"])
        try site.write("f.css.gz", "changed \(round)")
        try #require(try see(clients) == ["gzip: changed \(round)"])
        try site.write("f.css.gz", "CHANGED", truncating: false)
        try #require(try see(clients) == ["gzip: CHANGED \(round)"])
        try site.replace("f.css.br", "replaced")
        try #require(try see(clients) == ["br: replaced"])
        try site.remove("f.css.br")
        try #require(try see(clients) == ["gzip: CHANGED \(round)"])
        // The file is newer than its variant now.
        try site.write("f.css", "edited \(round)")
        try site.setModified("f.css.gz", 1_600_000_000)
        try #require(try see(clients) == ["identity: edited \(round)"])
        // A variant that was too old and is written anew in place is taken again.
        try site.write("f.css.gz", "again")
        try #require(try see(clients) == ["gzip: again"])
        try site.remove("f.css.gz")
        try site.replace("f.css", "identity")
      }
    }
  }

  @Test("Without a file", arguments: TestEngine.all)
  func withoutFile(engine: TestEngine) async throws {
    let site = try TestSite()
    let options = ["--workers", "2", "--compress", "off"]
    try await TestServer.run(site, engine, options) { server in
      let clients = try (0..<4).map { _ in try server.connect() }
      for round in 0..<40 {
        try #require(try see(clients) == ["404"])
        try site.write("f.css.zst", "alone \(round)")
        try #require(try see(clients) == ["zstd: alone \(round)"])
        try site.write("f.css.zst", "other \(round)")
        try #require(try see(clients) == ["zstd: other \(round)"])
        try site.write("f.css.br", "short")
        try #require(try see(clients) == ["br: short"])
        try site.write("f.css", "file")
        try site.setModified("f.css", 1_600_000_000)
        try #require(try see(clients) == ["br: short"])
        try site.remove("f.css.br")
        try site.remove("f.css.zst")
        try #require(try see(clients) == ["identity: file"])
        try site.remove("f.css")
      }
    }
  }

  @Test("In directories that are swapped", arguments: TestEngine.all)
  func directories(engine: TestEngine) async throws {
    let site = try TestSite()
    for name in ["one", "two"] {
      try site.write("\(name)/f.css", "identity of \(name)")
      try site.setModified("\(name)/f.css", 1_600_000_000)
    }
    try site.write("one/f.css.gz", "gzip of one")
    try await TestServer.run(site, engine, ["--compress", "off"]) { server in
      let clients = try (0..<4).map { _ in try server.connect() }
      for _ in 0..<40 {
        try #require(try see(clients, "/one/f.css") == ["gzip: gzip of one"])
        try #require(try see(clients, "/two/f.css") == ["identity: identity of two"])
        try site.rename("one", to: "x")
        try site.rename("two", to: "one")
        try site.rename("x", to: "two")
        try #require(try see(clients, "/one/f.css") == ["identity: identity of two"])
        try #require(try see(clients, "/two/f.css") == ["gzip: gzip of one"])
        try site.rename("one", to: "x")
        try site.rename("two", to: "one")
        try site.rename("x", to: "two")
      }
    }
  }
}
