#if Compression
import Glibc
import Testing

/// Compressing what has no variants, and decompressing what has nothing else.
@Suite(
  "Compression",
  .enabled(
    if: TestServer.cacheSize == nil, "What is made is kept in memory, of which there is none"))
struct CompressionTests {
  private static let seconds = 1_600_000_000

  /// Text that is not the same everywhere, as long as asked for.
  private static func text(_ count: Int) -> [UInt8] {
    var text: [UInt8] = []
    var line = 0
    while text.count < count {
      line += 1
      text += Array("line \(line &* 7919 % 1009) of some text\n".utf8)
    }
    return Array(text.prefix(count))
  }

  private func makeSite(_ files: [String: [UInt8]]) throws -> TestSite {
    let site = try TestSite()
    var number = 0
    for (name, bytes) in files {
      number += 1
      try site.write(name, bytes)
      try site.setModified(name, Self.seconds + number)
    }
    return site
  }

  /// Asks until the answer is in a coding, and returns that one.
  private func coded(
    _ client: RawClient, _ target: String, _ accepted: String
  ) throws -> Response {
    var response = try client.get(target, ["Accept-Encoding: \(accepted)"])
    let isCoded = try eventually(within: 30) {
      response = try client.get(target, ["Accept-Encoding: \(accepted)"])
      return response["Content-Encoding"] != nil
    }
    guard isCoded else { throw Failure("never coded: \(target) for \(accepted)") }
    return response
  }

  @Test(
    "The file comes as it is at first, then coded, and decodes to itself",
    arguments: TestEngine.all)
  func laterCoded(engine: TestEngine) async throws {
    let files = [
      "a.css": Self.text(1024), "b.html": Self.text(100_000), "c.json": Self.text(2_000_000),
      "d.txt": Self.text(8 * 1024 * 1024),
    ]
    let site = try makeSite(files)
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let client = try server.connect()
      for (name, bytes) in files {
        for coding in Coding.allCases {
          let first = try client.get("/\(name)", ["Accept-Encoding: \(coding.rawValue)"])
          #expect(first["Content-Encoding"] == nil)
          #expect(first["Vary"] == "Accept-Encoding")
          #expect(first.body.isSame(as: bytes))
          let response = try coded(client, "/\(name)", coding.rawValue)
          #expect(response["Content-Encoding"] == coding.rawValue)
          #expect(response["Vary"] == "Accept-Encoding")
          #expect(response["ETag"] != first["ETag"])
          #expect(response["Last-Modified"] == first["Last-Modified"])
          #expect(response.body.count < bytes.count)
          #expect(try await coding.decoded(response.body).isSame(as: bytes), "\(name) \(coding)")
          let part = try client.get(
            "/\(name)", ["Accept-Encoding: \(coding.rawValue)", "Range: bytes=5-20"])
          #expect(part.body == Array(response.body[5...20]))
          let same = try client.get(
            "/\(name)",
            ["Accept-Encoding: \(coding.rawValue)", "If-None-Match: \(response["ETag"] ?? "")"])
          #expect(same.status == 304)
          #expect(same["Vary"] == "Accept-Encoding")
        }
        let curl = try await Command.run(
          "curl", ["-s", "--compressed", "-o", site.path + ".out", server.url("/\(name)")])
        #expect(curl.status == 0)
        defer { unlink(site.path + ".out") }
        let saved = try await Command.run("cmp", [site.path + ".out", site.path(name)])
        #expect(saved.status == 0, "\(name): \(saved.output)")
      }
    }
  }

  @Test("Told to wait, no request is answered with the file as it is", arguments: TestEngine.all)
  func wait(engine: TestEngine) async throws {
    let files = Dictionary(
      uniqueKeysWithValues: (0..<20).map { ("f\($0).js", Self.text(20_000 + $0)) })
    let site = try makeSite(files)
    try await TestServer.run(site, engine, ["--compress", "wait"]) { server in
      let clients = try (0..<3).map { _ in try server.connect() }
      for (name, bytes) in files {
        for client in clients {
          try client.send("GET /\(name) HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
        }
        for client in clients {
          let response = try client.response()
          #expect(response["Content-Encoding"] == "gzip")
          #expect(try await Coding.gzip.decoded(response.body) == bytes)
        }
        #expect(try clients[0].get("/\(name)").body == bytes)
      }
    }
  }

  @Test(
    "A request that excludes identity waits; a pipeline keeps its order", arguments: TestEngine.all)
  func excluded(engine: TestEngine) async throws {
    let site = try makeSite(["a.css": Self.text(50_000), "b.css": Self.text(60_000)])
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let fields = "HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity;q=0, zstd\r\n\r\n"
      try client.send(
        "GET /b.css HTTP/1.1\r\nHost: a\r\n\r\nGET /a.css \(fields)GET /b.css \(fields)")
      #expect(try client.response().body.count == 60_000)
      let first = try client.response()
      #expect(first["Content-Encoding"] == "zstd")
      #expect(try await Coding.zstandard.decoded(first.body) == Self.text(50_000))
      #expect(try client.response()["Content-Encoding"] == "zstd")
    }
  }

  @Test("What is too small, too large, no text or does not shrink stays", arguments: TestEngine.all)
  func bounds(engine: TestEngine) async throws {
    let site = try makeSite([
      "small.css": Self.text(1023), "large.css": Self.text(8 * 1024 * 1024 + 1),
      "image.png": Self.text(5000), "data.bin": Self.text(5000),
      "noise.txt": (0..<60_000).map { _ in UInt8.random(in: 0...255) },
    ])
    try await TestServer.run(site, engine, ["--compress", "wait"]) { server in
      let client = try server.connect()
      for name in ["small.css", "large.css", "image.png", "data.bin", "noise.txt"] {
        for _ in 1...3 {
          let response = try client.get("/\(name)", ["Accept-Encoding: gzip, br, zstd"])
          #expect(response["Content-Encoding"] == nil, "\(name)")
          #expect(response.body.isSame(as: try site.read(name)), "\(name)")
        }
      }
    }
  }

  @Test("A change is seen at once: nothing made of the old file is sent", arguments: TestEngine.all)
  func freshness(engine: TestEngine) async throws {
    let site = try TestSite()
    let options = ["--compress", "wait", "--workers", "2"]
    try await TestServer.run(site, engine, options) { server in
      let clients = try (0..<3).map { _ in try server.connect() }
      for round in 0..<20 {
        let bytes = Array("round \(round)\n".utf8) + Self.text(10_000 + round)
        if round % 2 == 0 {
          try site.write("f.css", bytes)
        } else {
          try site.replace("f.css", bytes)
        }
        for _ in 1...2 {
          for client in clients {
            let response = try client.get("/f.css", ["Accept-Encoding: gzip"])
            let isCoded = response["Content-Encoding"] == "gzip"
            let body = isCoded ? try await Coding.gzip.decoded(response.body) : response.body
            try #require(body == bytes, "round \(round)")
          }
          try site.setModified("f.css", Self.seconds + round)
        }
        // A variant that somebody puts there is preferred.
        try site.write("f.css.gz", "variant")
        try #require(try clients[0].get("/f.css", ["Accept-Encoding: gzip"]).text == "variant")
        try site.remove("f.css.gz")
      }
    }
  }

  @Test("Busy threads keep nobody waiting: more files than they take", arguments: TestEngine.all)
  func shedding(engine: TestEngine) async throws {
    let count = 200
    let text = Self.text(300_000)
    let site = try TestSite()
    for number in 0..<count {
      try site.write("f\(number).css", text)
      try site.setModified("f\(number).css", Self.seconds + number)
    }
    let options = ["--compress", "wait", "--workers", "1"]
    try await TestServer.run(site, engine, options) { server in
      let clients = try (0..<count).map { _ in try server.connect() }
      for (number, client) in clients.enumerated() {
        try client.send(
          "GET /f\(number).css HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\n\r\n")
      }
      var identity = 0
      for client in clients {
        let response = try client.response()
        #expect(response.status == 200)
        if response["Content-Encoding"] == nil {
          identity += 1
          #expect(response.body.isSame(as: text))
        }
      }
      #expect(identity > 0, "with 64 waiting, others get the file as it is")
      #expect(identity < count, "some were coded")
    }
  }

  @Test("What was compressed is kept on disk, once for the same bytes", arguments: TestEngine.all)
  func diskCache(engine: TestEngine) async throws {
    let site = try makeSite(["a.css": Self.text(30_000), "b.css": Self.text(30_000)])
    let cache = try TestSite()
    let options = ["--compress", "wait", "--compress-cache", cache.path("kept")]
    var bodies: Set<[UInt8]> = []
    for _ in 1...2 {
      try await TestServer.run(site, engine, options) { server in
        let client = try server.connect()
        for name in ["a.css", "b.css"] {
          let response = try client.get("/\(name)", ["Accept-Encoding: br"])
          #expect(response["Content-Encoding"] == "br")
          bodies.insert(response.body)
        }
      }
      let names = try cache.names("kept")
      #expect(names.count == 1 && names[0].hasSuffix(".br"), "\(names)")
      #expect(bodies == [try cache.read("kept/\(names[0])")])
    }
    // It is taken from there: what it holds is what is sent.
    let name = try cache.names("kept")[0]
    try cache.write("kept/\(name)", "planted")
    try await TestServer.run(site, engine, options) { server in
      let client = try server.connect()
      #expect(try client.get("/a.css", ["Accept-Encoding: br"]).text == "planted")
    }
  }

  @Test("What is kept on disk has a bound, and what is used stays", arguments: TestEngine.all)
  func diskCacheBound(engine: TestEngine) async throws {
    let names = (0..<12).map { "f\($0).css" }
    let files = names.enumerated().map { ($1, Array("\($0)\n".utf8) + Self.text(20_000)) }
    let site = try makeSite(Dictionary(uniqueKeysWithValues: files))
    let cache = try TestSite()
    try cache.write("kept/note.txt", "not the server's")
    let options = [
      "--compress", "wait", "--compress-cache", cache.path("kept"), "--workers", "1",
      "--compress-cache-size", "24KiB",
    ]
    // What is kept for the first three, from the one that was used least recently.
    var first: [String] = []
    try await TestServer.run(site, engine, options) { server in
      let client = try server.connect()
      for name in names.prefix(3) {
        let response = try client.get("/\(name)", ["Accept-Encoding: gzip"])
        #expect(response["Content-Encoding"] == "gzip")
        let new = try cache.names("kept").filter { $0.hasSuffix(".gz") && !first.contains($0) }
        try #require(new.count == 1)
        try cache.setModified("kept/\(new[0])", Self.seconds + first.count)
        first += new
      }
    }
    // Another run uses the first of them, and goes beyond the bound.
    try await TestServer.run(site, engine, options) { server in
      let client = try server.connect()
      var wasSecondMissed = false
      for name in names.prefix(1) + names.dropFirst(3) {
        let response = try client.get("/\(name)", ["Accept-Encoding: gzip"])
        #expect(response["Content-Encoding"] == "gzip")
        let kept = try cache.names("kept").filter { $0.hasSuffix(".gz") }
        let blocks = try kept.map { try (cache.read("kept/\($0)").count + 4095) / 4096 }
        #expect(blocks.reduce(0, +) <= 6)
        if !wasSecondMissed, !kept.contains(first[1]) {
          wasSecondMissed = true
          #expect(kept.contains(first[0]))
        }
      }
      let kept = try cache.names("kept")
      #expect(wasSecondMissed && Set(kept).isDisjoint(with: first))
      #expect(kept.count > 1 && kept.contains("note.txt"))
    }
  }

  @Test("A tree of variants alone serves everybody", arguments: TestEngine.all)
  func variantsAlone(engine: TestEngine) async throws {
    let site = try TestSite()
    let files = ["index.html": Self.text(5000), "d/a.js": Self.text(1_500_000), "e.txt": []]
    for (name, bytes) in files {
      try site.write(name, bytes)
      for coding in Coding.allCases {
        try await coding.add(to: name, in: site, seconds: Self.seconds)
      }
      try site.remove(name)
    }
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for (name, bytes) in files {
        let target = name == "index.html" ? "/" : "/\(name)"
        for _ in 1...2 {
          let decoded = try client.get(target)
          #expect(decoded.status == 200)
          #expect(decoded["Content-Encoding"] == nil)
          #expect(decoded["Vary"] == "Accept-Encoding")
          #expect(decoded.body.isSame(as: bytes), "\(name)")
          #expect(try client.get(target, ["Accept-Encoding: deflate"]).body.isSame(as: bytes))
        }
        for coding in Coding.allCases {
          let response = try client.get(target, ["Accept-Encoding: \(coding.rawValue)"])
          #expect(response["Content-Encoding"] == coding.rawValue)
          #expect(try await coding.decoded(response.body).isSame(as: bytes))
        }
      }
      // It changes: so does what it is decoded to.
      try site.write("d/a.js", "new")
      try await Coding.gzip.add(to: "d/a.js", in: site, seconds: Self.seconds)
      try site.remove("d/a.js")
      try site.remove("d/a.js.br")
      try site.remove("d/a.js.zst")
      #expect(try client.get("/d/a.js").text == "new")
      #expect(try client.get("/d/b.js").status == 404)
    }
  }

  @Test("What decodes to too much, or not at all, is sent as it is", arguments: TestEngine.all)
  func undecodable(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("bad.css.gz", "this was never compressed")
    try site.write("bomb.txt", [UInt8](repeating: 0, count: 40 * 1024 * 1024))
    try await Coding.gzip.add(to: "bomb.txt", in: site, seconds: Self.seconds)
    try site.remove("bomb.txt")
    try site.setModified("bad.css.gz", Self.seconds + 1)
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for name in ["bad.css", "bomb.txt"] {
        for _ in 1...2 {
          let response = try client.get("/\(name)")
          #expect(response.status == 200)
          #expect(response["Content-Encoding"] == "gzip")
          #expect(response.body == (try site.read("\(name).gz")))
        }
      }
    }
  }
}
#endif
