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

  @Test("A file that is replaced by rename is sent to its end as it was")
  func replaced() async throws {
    let site = try TestSite()
    let old = [UInt8].pattern(Self.size, seed: 1)
    let new = [UInt8].pattern(Self.size, seed: 2)
    try site.write("big.bin", old)
    try await TestServer.run(site) { server in
      let (client, first) = try start(server)
      try site.replace("big.bin", new)
      let next = try server.connect()
      let isNew = try next.get("/big.bin").body.isSame(as: new)
      #expect(isNew)
      let isOld = try (first + client.receiveToEnd()).isSame(as: old)
      #expect(isOld)
    }
  }

  @Test("A file that is deleted is sent to its end")
  func deleted() async throws {
    let site = try TestSite()
    let bytes = [UInt8].pattern(Self.size)
    try site.write("big.bin", bytes)
    try await TestServer.run(site) { server in
      let before = server.descriptorCount
      let (client, first) = try start(server)
      try site.remove("big.bin")
      #expect(try server.connect().get("/big.bin").status == 404)
      let isWhole = try (first + client.receiveToEnd()).isSame(as: bytes)
      #expect(isWhole)
      #expect(eventually { server.descriptorCount == before }, "its space is given back")
    }
  }

  @Test("A file that is truncated ends its connection, and what came is right")
  func truncated() async throws {
    let site = try TestSite()
    let bytes = [UInt8].pattern(Self.size)
    for size in [0, 1000, Self.size - 1] {
      try site.write("big.bin", bytes)
      try await TestServer.run(site) { server in
        let (client, first) = try start(server)
        // A change is reported when the write is done: it must not race with a read.
        try #require(server.isStalling())
        try #require(server.isStalling())
        try site.truncate("big.bin", to: size)
        let received = try first + client.receiveToEnd()
        #expect(received.count < Self.size)
        #expect(received.isSame(as: bytes.prefix(received.count)))
        #expect(try server.connect().get("/big.bin", method: "HEAD")["Content-Length"] == "\(size)")
      }
    }
  }

  @Test("A file that is rewritten in place ends its connection before a byte of the new one")
  func rewritten() async throws {
    let site = try TestSite()
    let old = [UInt8].pattern(Self.size, seed: 1)
    let new = [UInt8].pattern(Self.size, seed: 2)
    try site.write("big.bin", old)
    try await TestServer.run(site) { server in
      let (client, first) = try start(server)
      // A change is reported when the write is done: it must not race with a read.
      try #require(server.isStalling())
      try site.write("big.bin", new, truncating: false)
      let received = try first + client.receiveToEnd()
      #expect(received.count < Self.size)
      #expect(received.isSame(as: old.prefix(received.count)))
      let isNew = try server.connect().get("/big.bin").body.isSame(as: new)
      #expect(isNew)
    }
  }
}
