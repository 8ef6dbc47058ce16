import Glibc
import Testing

/// What waits for a disk that does not answer keeps nobody else waiting.
@Suite(
  "Stalled disks", .serialized,
  .enabled(if: StalledDisk.isHere, "needs /dev/fuse and the right to mount"))
struct StalledDiskTests {
  /// A thing that a disk is asked for; files whose names begin with it are those that hang.
  enum Request: String, CaseIterable, CustomTestStringConvertible {
    case lookup
    case open
    case read
    case close

    var testDescription: String { rawValue }
  }

  static let hotFiles = 250
  static let stalledFiles = 16
  /// Requests that wait for a disk at a time, on either engine: so many threads do.
  static let threads = 4

  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    for number in 0..<Self.hotFiles { try site.write("hot/\(number).txt", .pattern(number)) }
    return site
  }

  /// Small files, and some that are sent in stretches.
  private func content(_ number: Int) -> [UInt8] {
    .pattern(number % 3 == 0 ? 600_000 : 50_000, seed: UInt64(number))
  }

  private func makeSource(_ request: Request) throws -> TestSite {
    let source = try TestSite()
    for number in 0..<Self.stalledFiles {
      try source.write("\(request)\(number)", content(number))
    }
    return source
  }

  /// Asks for all files that hang; half of them have been looked up and opened before.
  private func ask(
    _ server: TestServer, _ disk: StalledDisk, _ request: Request
  ) throws -> [RawClient] {
    let client = try server.connect()
    for number in stride(from: 0, to: Self.stalledFiles, by: 2) {
      _ = try client.get("/disk/\(request)\(number)", method: "HEAD")
    }
    disk.stall()
    let clients = try (0..<Self.stalledFiles).map { number in
      let client = try RawClient(port: server.port, timeoutSeconds: 10)
      // They come together: once one is answered the other has been received as well.
      let targets = ["/hot/1.txt", "/disk/\(request)\(number)"]
      try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      return client
    }
    for client in clients { #expect(try client.response().body.count == 1) }
    try #require(disk.holds(Self.threads), "they do not all wait on threads of their own")
    return clients
  }

  private func expectWhole(_ clients: [RawClient]) throws {
    for (number, client) in clients.enumerated() {
      let response = try client.response()
      #expect(response.status == 200)
      let isRight = response.body.isSame(as: content(number))
      #expect(isRight, "file \(number)")
    }
  }

  /// What is in memory and fresh, and then all of it when it has to be looked at again.
  private func measure(_ client: RawClient) throws -> Duration {
    let targets = (0..<Self.hotFiles).map { "/hot/\($0).txt" }
    var latencies = Latencies()
    for target in targets { _ = try client.get(target) }
    let clock = ContinuousClock()
    let isOld = clock.now.advanced(by: .milliseconds(1100))
    try latencies.measure(client, targets)
    // An entry is good for a second.
    _ = eventually { clock.now > isOld }
    try latencies.measure(client, targets)
    return latencies.p99
  }

  /// Serves a site with a disk in it, which goes on at the end however the test went.
  private func run(
    _ engine: TestEngine, _ request: Request,
    _ body: (TestServer, StalledDisk) async throws -> Void
  ) async throws {
    let site = try makeSite()
    let source = try makeSource(request)
    try await StalledDisk.run(source, at: "disk", in: site) { disk in
      try await TestServer.run(site, engine, ["--workers", "1"]) { server in
        defer { disk.goOn() }
        try await body(server, disk)
      }
    }
  }

  @Test(
    "Hot files are answered as before while sixteen clients wait for the disk, who get theirs",
    arguments: TestEngine.all, Request.allCases)
  func hotFiles(engine: TestEngine, request: Request) async throws {
    try await run(engine, request) { server, disk in
      let hot = try server.connect()
      let limit = max(try measure(hot) * 5, .milliseconds(20))
      let clients = try ask(server, disk, request)
      // Something else may keep the machine busy for a moment; the disk stalls all the time.
      var during = try measure(hot)
      for _ in 0..<4 where during > limit { during = min(during, try measure(hot)) }
      #expect(during <= limit)
      disk.goOn()
      try expectWhole(clients)
    }
  }

  @Test(
    "Told to end, the server waits for what hangs and ends with 0",
    arguments: TestEngine.all, Request.allCases)
  func drain(engine: TestEngine, request: Request) async throws {
    try await run(engine, request) { server, disk in
      let clients = try ask(server, disk, request)
      server.send(SIGTERM)
      #expect(eventually { server.isRefusing })
      disk.goOn()
      try expectWhole(clients)
      #expect(eventually { server.hasEnded })
    }
  }

  @Test(
    "Clients that give up while the disk hangs leave nothing behind",
    arguments: TestEngine.all, Request.allCases)
  func resets(engine: TestEngine, request: Request) async throws {
    try await run(engine, request) { server, disk in
      _ = try server.connect().get("/hot/1.txt")
      #expect(server.isIdle(workers: 1))
      let before = server.descriptors
      for client in try ask(server, disk, request) { client.reset() }
      let hot = try server.connect()
      for number in 0..<Self.hotFiles {
        #expect(try hot.get("/hot/\(number).txt").body.count == number)
      }
      hot.reset()
      disk.goOn()
      #expect(server.isIdle(workers: 1))
      #expect(eventually { server.descriptors == before }, "\(server.descriptors)")
      let body = try server.connect().get("/disk/\(request)3").body
      let isRight = body.isSame(as: content(3))
      #expect(isRight)
    }
  }
}
