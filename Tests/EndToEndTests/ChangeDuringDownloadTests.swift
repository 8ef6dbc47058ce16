import Testing

@Suite("Changes during a download")
struct ChangeDuringDownloadTests {
  /// More than the sockets' buffers hold, so that the server is waiting in the middle of it.
  static let size = 30_000_000

  /// Starts a download and takes the first part of it.
  private func start(_ server: TestServer) throws -> (RawClient, [UInt8]) {
    let client = try server.connect(receiveBytes: 16 * 1024)
    try client.send("GET /big.bin HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    let head = try client.head()
    #expect(head["Content-Length"] == "\(Self.size)")
    return (client, try client.receive(exactly: 100_000))
  }

  @Test("A file that is replaced by rename is sent to its end as it was", arguments: TestEngine.all)
  func replaced(engine: TestEngine) async throws {
    let site = try TestSite()
    let old = [UInt8].pattern(Self.size, seed: 1)
    let new = [UInt8].pattern(Self.size, seed: 2)
    try site.write("big.bin", old)
    try await TestServer.run(site, engine) { server in
      let (client, first) = try start(server)
      try site.replace("big.bin", new)
      let next = try server.connect()
      let isNew = try next.get("/big.bin").body.isSame(as: new)
      #expect(isNew)
      let isOld = try (first + client.receiveToEnd()).isSame(as: old)
      #expect(isOld)
    }
  }

  @Test("A file that is deleted is sent to its end", arguments: TestEngine.all)
  func deleted(engine: TestEngine) async throws {
    let site = try TestSite()
    let bytes = [UInt8].pattern(Self.size)
    try site.write("big.bin", bytes)
    try await TestServer.run(site, engine) { server in
      let before = server.descriptors
      let (client, first) = try start(server)
      try site.remove("big.bin")
      #expect(try server.connect().get("/big.bin").status == 404)
      let isWhole = try (first + client.receiveToEnd()).isSame(as: bytes)
      #expect(isWhole)
      #expect(eventually { server.descriptors == before }, "its space is given back")
    }
  }

  @Test(
    "A file that is truncated ends its connection, and what came is right",
    arguments: TestEngine.all)
  func truncated(engine: TestEngine) async throws {
    let site = try TestSite()
    let bytes = [UInt8].pattern(Self.size)
    for size in [0, 1000, Self.size - 1] {
      try site.write("big.bin", bytes)
      try await TestServer.run(site, engine) { server in
        let (client, first) = try start(server)
        // A change is reported when the write is done: it must not race with a read.
        try #require(server.isStalling())
        try site.truncate("big.bin", to: size)
        let received = try first + client.receiveToEnd()
        expectCut(received, bytes, [UInt8](repeating: 0, count: Self.size))
        #expect(try server.connect().get("/big.bin", method: "HEAD")["Content-Length"] == "\(size)")
      }
    }
  }

  @Test(
    "A file that is rewritten in place ends its connection before a byte of the new one",
    arguments: TestEngine.all)
  func rewritten(engine: TestEngine) async throws {
    let site = try TestSite()
    let old = [UInt8].pattern(Self.size, seed: 1)
    let new = [UInt8].pattern(Self.size, seed: 2)
    try site.write("big.bin", old)
    try await TestServer.run(site, engine) { server in
      let (client, first) = try start(server)
      // A change is reported when the write is done: it must not race with a read.
      try #require(server.isStalling())
      try site.write("big.bin", new, truncating: false)
      expectCut(first + (try client.receiveToEnd()), old, new)
      let isNew = try server.connect().get("/big.bin").body.isSame(as: new)
      #expect(isNew)
    }
  }

  @Test(
    "A file that is rewritten when all of it is in the socket arrives whole",
    arguments: TestEngine.all)
  func rewrittenBehind(engine: TestEngine) async throws {
    let site = try TestSite()
    // Too large for the cache, and no larger than what a socket holds.
    let count = 2_000_000
    let old = [UInt8].pattern(count, seed: 1)
    try site.write("file.bin", old)
    try await TestServer.run(site, engine) { server in
      let client = try server.connect(receiveBytes: 16 * 1024)
      try client.send("GET /file.bin HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let head = try client.head()
      #expect(head["Content-Length"] == "\(count)")
      try #require(server.isStalling())
      let new = [UInt8].pattern(count, seed: 2)
      try site.write("file.bin", new, truncating: false)
      let received = try client.receiveToEnd()
      try #require(received.count == count)
      // The pages in the socket are those of the file, and the response has been sent by then:
      // docs/design.md says so. What passed through memory is old, and nothing is made up.
      let isRight =
        received.suffix(16 * 1024).elementsEqual(old.suffix(16 * 1024))
        && (0..<count).allSatisfy { received[$0] == old[$0] || received[$0] == new[$0] }
      #expect(isRight)
    }
  }

  /// A response is never complete, and holds no byte of anything else.
  ///
  /// Those that had left for the socket may be the new ones: sendfile(2) hands out the pages of the
  /// file themselves, which a write changes and a truncation clears.
  private func expectCut(_ received: [UInt8], _ old: [UInt8], _ new: [UInt8]) {
    let count = received.count
    #expect(count < Self.size)
    let isRight = (0..<count).allSatisfy { received[$0] == old[$0] || received[$0] == new[$0] }
    #expect(isRight, "\(count) bytes")
  }
}
