import Glibc
import Subprocess
import Testing

@Suite("Shutdown")
struct ShutdownTests {
  static let size = 30_000_000

  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("a.txt", "a")
    try site.write("big.bin", .pattern(Self.size))
    return site
  }

  /// A download that is under way and waits for its reader.
  private func startDownload(_ server: TestServer) throws -> (RawClient, [UInt8]) {
    let client = try server.connect(receiveBytes: 16 * 1024)
    try client.send("GET /big.bin HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.head()
    return (client, try client.receive(exactly: 50_000))
  }

  @Test(
    "TERM lets a download end, refuses newcomers, and ends the process with 0",
    arguments: TestEngine.all)
  func term(engine: TestEngine) async throws {
    let site = try makeSite()
    for workers in ["1", "2"] {
      try await TestServer.run(site, engine, ["--workers", workers]) { server in
        let idle = try server.connect()
        _ = try idle.get("/a.txt")
        let (client, first) = try startDownload(server)
        server.send(SIGTERM)
        #expect(eventually { server.isRefusing })
        #expect(try idle.isClosed(), "an idle connection is closed")
        #expect(!server.hasEnded)
        let rest = try client.receive(exactly: Self.size - first.count)
        let isWhole = (first + rest).isSame(as: [UInt8].pattern(Self.size))
        #expect(isWhole)
        #expect(try client.isClosed())
        #expect(eventually { server.hasEnded })
      }
    }
  }

  @Test("A server that waits for a download to end does nothing", arguments: TestEngine.all)
  func waiting(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let (client, first) = try startDownload(server)
      server.send(SIGTERM)
      #expect(eventually { server.isRefusing })
      let before = server.processorTicks
      try await Task.sleep(for: .milliseconds(400))
      #expect(server.processorTicks - before < 20)
      _ = try client.receive(exactly: Self.size - first.count)
      #expect(eventually { server.hasEnded })
    }
  }

  @Test(
    "TERM, INT and QUIT end an idle server with 0", arguments: [SIGTERM, SIGINT, SIGQUIT],
    TestEngine.all)
  func idle(signal: Int32, engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      _ = try client.get("/a.txt")
      server.send(signal)
      #expect(try client.isClosed())
      #expect(eventually(within: 5) { server.hasEnded })
    }
  }

  @Test(
    "A request that was under way at TERM is answered as the last one", arguments: TestEngine.all)
  func requestUnderWay(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let client = try server.connect()
      try client.send("GET /a.txt HTTP/1.1\r\nHost: ")
      // An answer on a second connection shows that the first one's bytes were taken in.
      _ = try server.connect().get("/a.txt")
      server.send(SIGTERM)
      #expect(eventually { server.isRefusing })
      try client.send("a\r\n\r\n")
      let response = try client.response()
      #expect(response.text == "a")
      #expect(response["Connection"] == "close")
      #expect(try client.isClosed())
      #expect(eventually(within: 5) { server.hasEnded })
    }
  }

  @Test("A second INT ends the process at once, and it says so", arguments: TestEngine.all)
  func twice(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine, status: .exited(1)) { server in
      let (client, _) = try startDownload(server)
      server.send(SIGINT)
      #expect(eventually { server.isRefusing })
      server.send(SIGINT)
      #expect(eventually(within: 5) { server.hasEnded })
      #expect(server.standardError.contains("stopped before all responses had ended"))
      _ = client
    }
  }

  @Test(
    "A reader that never goes on is cut off when the time to stop is up", arguments: TestEngine.all)
  func stuckReader(engine: TestEngine) async throws {
    let site = try makeSite()
    try await TestServer.run(site, engine) { server in
      let (client, _) = try startDownload(server)
      server.send(SIGTERM)
      #expect(eventually(within: 15) { server.hasEnded })
      _ = client
    }
  }
}
