import Glibc
import Testing

/// A file that is changed as fast as can be, while many ask for it: each answer is one version of
/// it, and never one that was gone before it was asked for.
@Suite("Racing writers")
struct RacingWriterTests {
  static let threads = 8
  static let connections = 64
  static let seconds = 1.5

  /// Lengths of versions one after the other: one byte makes the difference between a body that is
  /// kept in memory and one that is not.
  private static let counts = [10, 900, 262_144, 5000, 262_145, 70_000, 307_200]

  private static func bytes(_ version: Int) -> [UInt8] {
    VersionedFile.bytes(version, count: counts[version % counts.count])
  }

  /// Has `write` make one version after the other while all connections read.
  private func race(
    _ engine: TestEngine, _ site: TestSite, _ target: String, isInPlace: Bool = false,
    _ write: @escaping @Sendable (Int, Publication) throws -> Void
  ) async throws {
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let reader = VersionReader(server, target, isInPlace: isInPlace)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let isDone = Flag()
        for _ in 0..<Self.threads {
          group.addTask {
            defer { isDone.set() }
            try reader.read(connections: Self.connections / Self.threads, until: isDone)
          }
        }
        group.addTask {
          defer { isDone.set() }
          let clock = ContinuousClock()
          let end = clock.now.advanced(by: .seconds(Self.seconds))
          var version = 0
          while clock.now < end, !isDone.isSet {
            version += 1
            try write(version, reader.publication)
          }
        }
        try await group.waitForAll()
      }
      #expect(isInPlace || reader.versions > 1, "\(reader.summary)")
      #expect(try reader.seesLast())
      #expect(reader.smallMixtures == 0, "\(reader.summary)")
      // It has moved the file's time before the first look, and is reported after the last.
      withKnownIssue("a write(2) that goes on all the time does not show", isIntermittent: true) {
        #expect(reader.halfWritten == 0, "\(reader.summary)")
      }
    }
  }

  @Test("A file that is replaced by rename", arguments: TestEngine.all)
  func renames(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("d/f.bin", Self.bytes(0))
    try await race(engine, site, "/d/f.bin") { version, publication in
      try site.write("d/f.new", Self.bytes(version))
      publication.begin(version)
      try site.rename("d/f.new", to: "d/f.bin")
      publication.end(version)
    }
  }

  @Test("A file that is deleted and made again", arguments: TestEngine.all)
  func deletions(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("d/f.bin", Self.bytes(0))
    try await race(engine, site, "/d/f.bin") { version, publication in
      try site.write("d/f.new", Self.bytes(version))
      publication.beginAbsence()
      try site.remove("d/f.bin")
      publication.endPresence(before: version)
      publication.begin(version)
      try site.rename("d/f.new", to: "d/f.bin")
      publication.end(version)
    }
  }

  @Test("A file in a directory that is swapped for another", arguments: TestEngine.all)
  func directories(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("d/e/f.bin", Self.bytes(0))
    try site.write("other/e/f.bin", Self.bytes(0))
    try await race(engine, site, "/d/e/f.bin") { version, publication in
      try site.replace("other/e/f.bin", Self.bytes(version))
      publication.beginAbsence()
      try site.rename("d", to: "old")
      publication.endPresence(before: version)
      publication.begin(version)
      try site.rename("other", to: "d")
      publication.end(version)
      try site.rename("old", to: "other")
    }
  }

  @Test("A file that is truncated, and replaced by a longer one", arguments: TestEngine.all)
  func truncations(engine: TestEngine) async throws {
    let site = try TestSite()
    let counts = [200_000, 100_000, 4096, 10]
    try site.write("d/f.bin", VersionedFile.bytes(0, count: counts[0]))
    try await race(engine, site, "/d/f.bin", isInPlace: true) { version, publication in
      let bytes = VersionedFile.bytes(version, count: counts[0])
      try site.write("d/f.new", bytes)
      publication.begin(version)
      try site.rename("d/f.new", to: "d/f.bin")
      publication.end(version)
      for count in counts.dropFirst() { try site.truncate("d/f.bin", to: count) }
    }
  }

  @Test(
    "A file that is rewritten in place, of one byte less and one more than is kept in memory",
    arguments: TestEngine.all, [4096, 100_000, 262_144, 307_200])
  func rewrites(engine: TestEngine, count: Int) async throws {
    let site = try TestSite()
    try site.write("d/f.bin", VersionedFile.bytes(0, count: count))
    try await race(engine, site, "/d/f.bin", isInPlace: true) {
      version, publication in
      publication.begin(version)
      let bytes = VersionedFile.bytes(version, count: count)
      try site.write("d/f.bin", bytes, truncating: false)
      publication.end(version)
    }
  }

  @Test("Two changes within a millisecond are both seen", arguments: TestEngine.all)
  func twoChanges(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("f.txt", VersionedFile.bytes(0, count: 100))
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let client = try server.connect()
      let clock = ContinuousClock()
      var last = clock.now
      var quick = 0
      for version in 1...1000 where quick < 50 {
        let bytes = VersionedFile.bytes(version, count: 100)
        // Names and contents are reported in different ways; the length says nothing.
        if version % 3 == 0 {
          try site.replace("f.txt", bytes)
        } else {
          try site.write("f.txt", bytes, truncating: false)
        }
        let now = clock.now
        if last.duration(to: now) < .milliseconds(1) { quick += 1 }
        last = now
        try #require(VersionedFile.version(of: try client.get("/f.txt").body) == version)
      }
      #expect(quick > 0, "no two changes came within a millisecond")
    }
  }
}
