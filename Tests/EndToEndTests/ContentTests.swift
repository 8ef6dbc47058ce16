import Testing

@Suite("Content")
struct ContentTests {
  /// Around every size at which a file is handled in another way.
  static let sizes = [
    0, 1, 2, 3, 100, 4095, 4096, 4097, 15_000, 16_100, 16_383, 16_384, 16_385, 65_536, 262_143,
    262_144, 262_145, 524_288, 524_289, 1_048_576, 5_242_880,
  ]

  /// The same sizes at the top and in nested directories.
  private func makeTree() throws -> (TestSite, [String: [UInt8]]) {
    let site = try TestSite()
    var files: [String: [UInt8]] = [:]
    for (seed, size) in Self.sizes.enumerated() {
      for directory in ["", "a/", "a/b/c/d/e/"] where directory.isEmpty || size < 600_000 {
        files["\(directory)f\(size).bin"] = .pattern(size, seed: UInt64(seed + 7))
      }
    }
    for (name, bytes) in files { try site.write(name, bytes) }
    return (site, files)
  }

  @Test(
    "Every file of a tree arrives byte for byte, from disk and from the cache",
    arguments: TestEngine.all)
  func tree(engine: TestEngine) async throws {
    let (site, files) = try makeTree()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for round in 1...3 {
        for (name, bytes) in files {
          let response = try client.get("/" + name)
          #expect(response.status == 200)
          #expect(response.body.isSame(as: bytes), "\(name), round \(round)")
        }
      }
    }
  }

  @Test("HEAD states the length of every file and sends none of it", arguments: TestEngine.all)
  func heads(engine: TestEngine) async throws {
    let (site, files) = try makeTree()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for (name, bytes) in files {
        let response = try client.get("/" + name, method: "HEAD")
        #expect(response["Content-Length"] == "\(bytes.count)")
      }
      #expect(try client.get("/f1.bin").body.count == 1)
    }
  }

  @Test("curl saves a tree with the checksums it has on disk", arguments: TestEngine.all)
  func checksums(engine: TestEngine) async throws {
    let (site, files) = try makeTree()
    let copies = try TestSite()
    try await TestServer.run(site, engine) { server in
      var arguments = ["--silent", "--show-error", "--fail", "--create-dirs"]
      for name in files.keys { arguments += ["-o", copies.path(name), server.url("/" + name)] }
      let curl = try await Command.run("curl", arguments)
      #expect(curl.status == 0, "\(curl.error)")
    }
    let script = "find . -type f -print0 | sort -z | xargs -0 sha256sum"
    let wanted = try await Command.run("sh", ["-c", script], directory: site.path)
    let saved = try await Command.run("sh", ["-c", script], directory: copies.path)
    #expect(wanted.output.split(separator: "\n").count == files.count)
    #expect(saved.output == wanted.output)
  }

  @Test(
    "Several ranges of files of every kind arrive in one content, each as it was asked for",
    arguments: TestEngine.all)
  func parts(engine: TestEngine) async throws {
    let site = try TestSite()
    let sizes = [10_000, 16_384, 262_144, 262_145, 1_048_576, 5_242_880]
    for size in sizes { try site.write("\(size)", .pattern(size)) }
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for size in sizes {
        let bytes = [UInt8].pattern(size)
        for wanted in Self.ranges(of: size) {
          let specs = wanted.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
          let response = try client.get("/\(size)", ["Range: bytes=\(specs)"])
          #expect(response.status == 206)
          #expect(response["Content-Range"] == nil)
          let parts = try Multipart.parts(of: response)
          #expect(parts.count == wanted.count, "\(specs) of \(size)")
          for (part, range) in zip(parts, wanted) {
            let place = "bytes \(range.lowerBound)-\(range.upperBound)/\(size)"
            #expect(part.contentRange == place)
            #expect(part.body.isSame(as: bytes[range]), "\(place) of \(specs)")
          }
        }
        #expect(try client.get("/\(size)", ["Range: bytes=-1"]).body == bytes.suffix(1))
      }
    }
  }

  /// Small and large, near and far, forwards and backwards, and as many as there may be.
  private static func ranges(of size: Int) -> [[ClosedRange<Int>]] {
    let middle = size / 2
    let many = (0..<16).map { index in
      let first = index * (size / 16)
      return first...(first + size / 16 - 2)
    }
    return [
      [0...0, (size - 1)...(size - 1)], [(size - 1)...(size - 1), 0...0],
      [0...(middle - 2), middle...(size - 1)], [middle...(size - 1), 0...(middle - 2)], many,
      many.reversed(),
    ]
  }

  @Test(
    "Ranges of files of every kind are cut where they were asked for", arguments: TestEngine.all)
  func ranges(engine: TestEngine) async throws {
    let site = try TestSite()
    let sizes = [1, 10_000, 16_384, 262_144, 262_145, 1_048_576]
    for size in sizes { try site.write("\(size)", .pattern(size)) }
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for size in sizes {
        let bytes = [UInt8].pattern(size)
        for first in Set([0, size / 3, size - 1]) {
          for last in Set([first, min(first + 262_144, size - 1), size - 1]) where last >= first {
            let response = try client.get("/\(size)", ["Range: bytes=\(first)-\(last)"])
            #expect(response.status == 206)
            #expect(response["Content-Range"] == "bytes \(first)-\(last)/\(size)")
            #expect(response.body.isSame(as: bytes[first...last]), "\(first)-\(last) of \(size)")
          }
        }
        let end = try client.get("/\(size)", ["Range: bytes=-1"])
        #expect(end.body.isSame(as: bytes.suffix(1)))
      }
    }
  }
}
