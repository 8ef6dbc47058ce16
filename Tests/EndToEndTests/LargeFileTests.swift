import Foundation
import Testing

@Suite("Files beyond 4 GiB")
struct LargeFileTests {
  static let border = 1 << 32
  static let size = border + 100_000_003

  private func makeSite(parent: String = NSTemporaryDirectory()) throws -> TestSite {
    let site = try TestSite(parent: parent)
    try site.writeSparse(
      "huge.bin", size: Self.size,
      [
        (0, Array("start".utf8)), (Self.border / 2 - 3, Array("middle".utf8)),
        (Self.border - 3, Array("border".utf8)), (Self.size - 3, Array("end".utf8)),
      ])
    return site
  }

  @Test("Lengths and ranges hold on both sides of every border", arguments: TestEngine.all)
  func ranges(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let head = try client.get("/huge.bin", method: "HEAD")
      #expect(head["Content-Length"] == "\(Self.size)")
      for (range, text) in [
        ("0-4", "start"), ("\(Self.border / 2 - 3)-\(Self.border / 2 + 2)", "middle"),
        ("\(Self.border - 3)-\(Self.border + 2)", "border"), ("-3", "end"),
        ("\(Self.border - 1)-\(Self.border - 1)", "r"), ("\(Self.border)-\(Self.border)", "d"),
        ("\(Self.size - 3)-", "end"), ("\(Self.size - 1)-\(UInt64.max)", "d"),
      ] {
        let response = try client.get("/huge.bin", ["Range: bytes=\(range)"])
        #expect(response.status == 206)
        #expect(response.text == text, "\(range)")
      }
      let beyond = try client.get("/huge.bin", ["Range: bytes=\(Self.size)-"])
      #expect(beyond.status == 416)
      #expect(beyond["Content-Range"] == "bytes */\(Self.size)")
    }
  }

  @Test("A range that spans the border arrives whole", arguments: TestEngine.all)
  func spanning(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      let first = Self.border - 1_000_000
      var wanted = [UInt8](repeating: 0, count: 2_000_000)
      wanted.replaceSubrange(999_997..<1_000_003, with: Array("border".utf8))
      // The second time it is in the page cache, and may be sent from there.
      for _ in 0..<2 {
        let response = try client.get(
          "/huge.bin", ["Range: bytes=\(first)-\(Self.border + 999_999)"])
        #expect(response.body.isSame(as: wanted))
      }
    }
  }

  @Test("All of it arrives, and not a byte more", arguments: TestEngine.all)
  func whole(engine: TestEngine) async throws {
    // On tmpfs a hole stays one when it is read; elsewhere it fills the page cache.
    let hasTmpfs = access("/dev/shm", W_OK) == 0
    let site = try hasTmpfs ? makeSite(parent: "/dev/shm") : makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      try client.send("GET /huge.bin HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let head = try client.head()
      #expect(try head.contentCount("GET") == Self.size)
      // The last bytes are the file's, wherever a counter may have wrapped.
      try client.discard(exactly: Self.size - 3)
      let end = try client.receiveToEnd()
      #expect(end == Array("end".utf8))
    }
  }
}
