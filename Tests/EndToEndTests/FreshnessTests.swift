import Glibc
import Testing

/// A request that is sent after a change sees the change, however warm the cache is.
@Suite("Freshness")
struct FreshnessTests {
  /// Connections that ask for `target` before every change, so that each worker has it at hand.
  private struct Readers {
    let clients: [RawClient]

    init(_ server: TestServer) throws {
      clients = try (0..<4).map { _ in try server.connect() }
    }

    func warm(_ targets: [String]) throws {
      for client in clients {
        for target in targets { _ = try client.get(target) }
      }
    }

    /// What each of them is told right now, as the status or the text.
    func see(_ target: String) throws -> Set<String> {
      try Set(
        clients.map { client in
          let response = try client.get(target)
          return response.status == 200 ? response.text : "\(response.status)"
        })
    }
  }

  @Test(
    "Files that are replaced, rewritten, deleted and made are seen at once",
    arguments: TestEngine.all)
  func files(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("d/f.txt", "first")
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let readers = try Readers(server)
      for round in 0..<60 {
        try readers.warm(["/d/f.txt", "/d/f.txt"])
        try site.replace("d/f.txt", "renamed \(round)")
        try #require(try readers.see("/d/f.txt") == ["renamed \(round)"])
        // In place and of the same length: only the content tells.
        try readers.warm(["/d/f.txt"])
        try site.write("d/f.txt", "written \(round)")
        try #require(try readers.see("/d/f.txt") == ["written \(round)"])
        try site.write("d/f.txt", "WRITTEN", truncating: false)
        try #require(try readers.see("/d/f.txt") == ["WRITTEN \(round)"])
        try site.truncate("d/f.txt", to: 3)
        try #require(try readers.see("/d/f.txt") == ["WRI"])
        try readers.warm(["/d/f.txt"])
        try site.remove("d/f.txt")
        try #require(try readers.see("/d/f.txt") == ["404"])
        try readers.warm(["/d/f.txt"])
        try site.write("d/f.txt", "made \(round)")
        try #require(try readers.see("/d/f.txt") == ["made \(round)"])
      }
    }
  }

  @Test(
    "Directories that are renamed, swapped and removed are seen at once", arguments: TestEngine.all)
  func directories(engine: TestEngine) async throws {
    let site = try TestSite()
    let elsewhere = try TestSite()
    try site.write("one/deep/f.txt", "one")
    try site.write("two/deep/f.txt", "two")
    try elsewhere.write("three/deep/f.txt", "three")
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let readers = try Readers(server)
      let targets = ["/one/deep/f.txt", "/two/deep/f.txt", "/x/deep/f.txt"]
      for _ in 0..<40 {
        try readers.warm(targets)
        try site.rename("one", to: "x")
        try #require(try readers.see(targets[0]) == ["404"])
        try #require(try readers.see(targets[2]) == ["one"])
        try site.rename("two", to: "one")
        try #require(try readers.see(targets[0]) == ["two"])
        try #require(try readers.see(targets[1]) == ["404"])
        try readers.warm(targets)
        try site.rename("x", to: "two")
        try #require(try readers.see(targets[1]) == ["one"])
        try site.rename("two/deep", to: "two/deeper")
        try #require(try readers.see(targets[1]) == ["404"])
        try site.rename("two/deeper", to: "two/deep")
        try #require(try readers.see(targets[1]) == ["one"])
        // Out of the root and back: another file system's names are not watched, these are.
        try readers.warm(targets)
        guard rename(site.path("two"), elsewhere.path("two")) == 0,
          rename(elsewhere.path("three"), site.path("two")) == 0
        else { throw Failure(call: "rename") }
        try #require(try readers.see(targets[1]) == ["three"])
        guard rename(site.path("two"), elsewhere.path("three")) == 0,
          rename(elsewhere.path("two"), site.path("two")) == 0
        else { throw Failure(call: "rename") }
        try #require(try readers.see(targets[1]) == ["one"])
        try site.rename("one", to: "x")
        try site.rename("two", to: "one")
        try site.rename("x", to: "two")
        try #require(try readers.see(targets[0]) == ["one"])
        try #require(try readers.see(targets[1]) == ["two"])
      }
    }
  }

  @Test(
    "A symbolic link that is swapped is seen at once, for a file and for a directory",
    arguments: TestEngine.all)
  func links(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("v1/f.txt", "v1")
    try site.write("v2/f.txt", "v2")
    try site.write("plain/f.txt", "plain")
    try site.link("current", to: "v1")
    try site.link("f.txt", to: "v1/f.txt")
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let readers = try Readers(server)
      for round in 0..<60 {
        let version = round % 2 == 0 ? "v2" : "v1"
        try readers.warm(["/current/f.txt", "/f.txt"])
        try site.link("new", to: version)
        try site.rename("new", to: "current")
        try #require(try readers.see("/current/f.txt") == [version])
        try site.link("new", to: "\(version)/f.txt")
        try site.rename("new", to: "f.txt")
        try #require(try readers.see("/f.txt") == [version])
        try readers.warm(["/f.txt"])
        try site.write("\(version)/f.txt", version)
        try #require(try readers.see("/f.txt") == [version])
        // A directory takes the link's place and gives it back.
        try site.remove("current")
        try site.rename("plain", to: "current")
        try #require(try readers.see("/current/f.txt") == ["plain"])
        try site.rename("current", to: "plain")
        try site.link("current", to: version)
        try #require(try readers.see("/current/f.txt") == [version])
      }
    }
  }

  @Test("Files too large for the cache are seen as they are, too", arguments: TestEngine.all)
  func largeFiles(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("large.bin", .pattern(300_000, seed: 1))
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let clients = try (0..<3).map { _ in try server.connect() }
      for round in 2..<60 as Range<UInt64> {
        let bytes = [UInt8].pattern(300_000, seed: round)
        for client in clients { _ = try client.get("/large.bin", method: "HEAD") }
        if round % 3 == 0 {
          try site.replace("large.bin", bytes)
        } else {
          try site.write("large.bin", bytes, truncating: round % 3 == 1)
        }
        for client in clients {
          let isRight = try client.get("/large.bin").body.isSame(as: bytes)
          try #require(isRight, "round \(round)")
        }
      }
    }
  }

  @Test("A write through another name outside the root is seen at once", arguments: TestEngine.all)
  func hardLinks(engine: TestEngine) async throws {
    let site = try TestSite()
    let elsewhere = try TestSite()
    try elsewhere.write("f.txt", "first")
    guard link(elsewhere.path("f.txt"), site.path("f.txt")) == 0 else {
      throw Failure(call: "link")
    }
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let readers = try Readers(server)
      for round in 0..<60 {
        try readers.warm(["/f.txt"])
        try elsewhere.write("f.txt", "round \(round)")
        try #require(try readers.see("/f.txt") == ["round \(round)"])
      }
    }
  }

  @Test(
    "A touch moves the date and the tag; a change of mode keeps the file there",
    arguments: TestEngine.all)
  func attributes(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("f.txt", "same")
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      let clients = try (0..<4).map { _ in try server.connect() }
      var tags: Set<String> = []
      for round in 0..<60 {
        for client in clients { _ = try client.get("/f.txt") }
        try site.setModified("f.txt", 1_600_000_000 + round)
        for client in clients {
          let response = try client.get("/f.txt")
          let seconds = 40 + round
          let time = "12:\(26 + seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
          try #require(response["Last-Modified"] == "Sun, 13 Sep 2020 \(time) GMT")
          tags.insert(response["ETag"] ?? "")
        }
        try site.setMode("f.txt", round % 2 == 0 ? 0o600 : 0o644)
        for client in clients { try #require(try client.get("/f.txt").text == "same") }
      }
      #expect(tags.count == 60)
    }
  }

  @Test(
    "A file whose permission is taken away is gone at once, and back with it",
    arguments: TestEngine.all)
  func permissions(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("d/f.txt", "allowed")
    try await TestServer.run(site, engine, prefix: TestServer.unprivileged) { server in
      let readers = try Readers(server)
      for _ in 0..<40 {
        for name in ["d/f.txt", "d"] {
          try readers.warm(["/d/f.txt"])
          try site.setMode(name, 0)
          try #require(try readers.see("/d/f.txt") == ["404"], "\(name)")
          try site.setMode(name, 0o755)
          try #require(try readers.see("/d/f.txt") == ["allowed"], "\(name)")
        }
      }
    }
  }

  @Test(
    "Names under a busy directory of many files are right one by one", arguments: TestEngine.all)
  func manyNames(engine: TestEngine) async throws {
    let site = try TestSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for number in 0..<400 {
        let name = "d\(number % 7)/f\(number).txt"
        try #require(try client.get("/\(name)").status == 404)
        try site.write(name, "\(number)")
        try #require(try client.get("/\(name)").text == "\(number)")
        if number % 3 == 0 {
          try site.remove(name)
          try #require(try client.get("/\(name)").status == 404)
        }
      }
    }
  }
}
