import Glibc
import Testing

@Suite("Cold files")
struct ColdFileTests {
  static let size = 6_000_001

  /// Drops a file from the page cache; only what no disk has cannot be dropped.
  private func cool(_ site: TestSite, _ name: String) throws {
    let file = open(site.path(name), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(call: "open \(name)") }
    defer { close(file) }
    guard fsync(file) == 0, posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0 else {
      throw Failure(call: "posix_fadvise")
    }
  }

  @Test(
    "Files that are on the disk alone arrive byte for byte, and hot ones beside them",
    arguments: TestEngine.all)
  func cold(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("hot.txt", "hot")
    let names = (0..<8).map { "cold\($0).bin" }
    for (seed, name) in names.enumerated() {
      try site.write(name, .pattern(Self.size, seed: UInt64(seed)))
    }
    try site.write("small.bin", .pattern(50_000))
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let hot = try server.connect()
      #expect(try hot.get("/hot.txt").text == "hot")
      // Twice: the second time the files are open already, and cold again.
      for _ in 0..<2 {
        for name in names + ["small.bin"] { try cool(site, name) }
        let clients = try names.map { name in
          let client = try server.connect()
          try client.send("GET /\(name) HTTP/1.1\r\nHost: a\r\n\r\n")
          return client
        }
        for _ in 0..<20 { #expect(try hot.get("/hot.txt").text == "hot") }
        for (seed, client) in clients.enumerated() {
          let body = try client.response().body
          let isRight = body.isSame(as: [UInt8].pattern(Self.size, seed: UInt64(seed)))
          #expect(isRight, "\(names[seed])")
        }
        let isSmallRight = try hot.get("/small.bin").body.isSame(as: [UInt8].pattern(50_000))
        #expect(isSmallRight)
      }
    }
  }

  @Test("A file that is warm in parts arrives byte for byte", arguments: TestEngine.all)
  func warmInParts(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("big.bin", .pattern(Self.size))
    let bytes = [UInt8].pattern(Self.size)
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let client = try server.connect()
      for first in [0, 1_000_000, 2_500_000, 5_999_000] {
        try cool(site, "big.bin")
        // Warms the pages around it and no others.
        let range = "bytes=\(first)-\(min(first + 100_000, Self.size - 1))"
        #expect(try client.get("/big.bin", ["Range: \(range)"]).status == 206)
        let isRight = try client.get("/big.bin").body.isSame(as: bytes)
        #expect(isRight)
      }
    }
  }

  @Test(
    "Clients that go while a thread reads for them leave nothing behind", arguments: TestEngine.all)
  func resets(engine: TestEngine) async throws {
    let site = try TestSite()
    for number in 0..<20 { try site.write("\(number).bin", .pattern(1_500_000)) }
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      _ = try server.connect().get("/0.bin")
      #expect(server.isIdle(workers: 1))
      for _ in 0..<5 {
        for number in 0..<20 { try cool(site, "\(number).bin") }
        for number in 0..<20 {
          let client = try server.connect()
          try client.send("GET /\(number).bin HTTP/1.1\r\nHost: a\r\n\r\n")
          if number % 2 == 0 { client.reset() }
        }
      }
      #expect(server.isIdle(workers: 1))
      let isWhole = try server.connect().get("/7.bin").body.isSame(as: [UInt8].pattern(1_500_000))
      #expect(isWhole)
    }
  }
}
