import Glibc
import Testing

/// The server where io_uring is forbidden, as container runtimes and administrators do it.
@Suite("Refused environments")
struct RefusalTests {
  /// A system call that a seccomp(2) filter answers with an error.
  struct Refusal: CustomTestStringConvertible {
    let error: String
    let call: String

    var testDescription: String { "\(call): \(error)" }

    /// A command that starts another one under the filter.
    var prefix: [String] { [TestServer.builtProgram("refuse"), error, call, "--"] }

    /// What the error is called.
    var text: String {
      error == "EPERM" ? "Operation not permitted" : "Function not implemented"
    }
  }

  static let refusals = ["io_uring_setup", "io_uring_register", "io_uring_enter"].flatMap { call in
    ["EPERM", "ENOSYS"].map { Refusal(error: $0, call: call) }
  }

  /// Whether another reason than the filter would be given here.
  static let hasRings = TestEngine.all.contains(.ioUring)

  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("small.txt", "small")
    try site.write("large.bin", .pattern(5 << 20))
    return site
  }

  private func expectService(_ server: TestServer) throws {
    let client = try server.connect()
    for _ in 0..<2 {
      #expect(try client.get("/small.txt").text == "small")
      let isWhole = try client.get("/large.bin").body.isSame(as: [UInt8].pattern(5 << 20))
      #expect(isWhole)
    }
    #expect(server.standardError == server.readyLine + "\n")
  }

  private func expectTruth(_ line: String, _ refusal: Refusal) {
    #expect(line.contains("io_uring, which is refused: ") || line.contains("io_uring is refused: "))
    #expect(line.contains("refused: \(refusal.call)"), "\(line)")
    #expect(line.contains(": \(refusal.text). "), "\(line)")
    #expect(line.contains("seccomp filter"), "\(line)")
    #expect(line.contains("profile allow io_uring_setup, io_uring_enter and io_uring_register"))
    // It is not set.
    #expect(!line.contains("sysctl"), "\(line)")
  }

  @Test(
    "By itself the server takes epoll, and says which call was refused and what to do",
    .enabled(if: hasRings, "io_uring is refused without a filter already"),
    arguments: refusals, [[], TestServer.unprivileged])
  func automatic(refusal: Refusal, user: [String]) async throws {
    let site = try makeSite()
    let prefix = user + refusal.prefix
    try await TestServer.run(site, nil, ["--workers", "2"], prefix: prefix) { server in
      let start = "serving \(site.path) at \(server.url("/")) (epoll, 2 workers) instead of "
      #expect(server.readyLine.hasPrefix(start))
      expectTruth(server.readyLine, refusal)
      try expectService(server)
    }
  }

  @Test(
    "Where io_uring is demanded the server ends with 1, the same reason and the same remedy",
    .enabled(if: hasRings, "io_uring is refused without a filter already"),
    arguments: refusals)
  func demanded(refusal: Refusal) async throws {
    let site = try makeSite()
    let arguments = [TestServer.binary, site.path, "--port", "0", "--engine", "io_uring"]
    let command = refusal.prefix + arguments
    let run = try await Command.run(command[0], Array(command.dropFirst()), seconds: 20)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("uring-server: io_uring is refused: "))
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    expectTruth(run.error, refusal)
    #expect(run.error.contains("--engine auto"))
  }

  @Test("The epoll engine needs none of it, and says nothing of it", arguments: refusals)
  func epoll(refusal: Refusal) async throws {
    let site = try makeSite()
    try await TestServer.run(site, .epoll, prefix: refusal.prefix) { server in
      #expect(!server.readyLine.contains("refused"))
      try expectService(server)
    }
  }

  @Test("Without lockable memory an unprivileged server serves, and says what it has or lacks")
  func lockedMemory() async throws {
    let site = try makeSite()
    let prefix = ["prlimit", "--memlock=0:0"] + TestServer.unprivileged
    try await TestServer.run(site, nil, ["--workers", "2"], prefix: prefix) { server in
      // Up to Linux 5.11 and from 6.14 on the memory of a ring counts as locked, in between not.
      if Self.hasRings, server.engine == "epoll" {
        let remedy = "refused: io_uring_setup: Cannot allocate memory. Raise the limit on locked "
        #expect(server.readyLine.contains(remedy + "memory (ulimit -l)"), "\(server.readyLine)")
      } else {
        #expect(server.engine == TestEngine.all.first?.name, "\(server.readyLine)")
        #expect(server.readyLine.contains("refused") != Self.hasRings)
      }
      try expectService(server)
    }
  }

  /// Bytes that may be locked here.
  static let lockableBytes: rlim_t = {
    var limit = rlimit()
    // RLIMIT_MEMLOCK, which is a macro that Swift does not see.
    getrlimit(__rlimit_resource_t(8), &limit)
    return limit.rlim_max
  }()

  @Test(
    "With as much lockable memory as is usual an unprivileged server has its rings",
    .enabled(if: hasRings && lockableBytes >= 8 << 20, "needs rings, and 8 MiB to lock"))
  func lockableMemory() async throws {
    let site = try makeSite()
    let prefix = TestServer.unprivileged
    try await TestServer.run(site, .ioUring, prefix: prefix) { server in
      try expectService(server)
    }
  }

  @Test("Without openat2 paths are walked step by step on epoll", arguments: ["EPERM", "ENOSYS"])
  func openat2(error: String) async throws {
    let site = try makeSite()
    try site.write("deep/er/file.txt", "deep")
    let refusal = Refusal(error: error, call: "openat2")
    try await TestServer.run(site, .epoll, prefix: refusal.prefix) { server in
      try expectService(server)
      let client = try server.connect()
      #expect(try client.get("/deep/er/file.txt").text == "deep")
      #expect(try client.get("/deep/er/none.txt").status == 404)
    }
  }

  @Test(
    "Without openat2 of its own a server on io_uring still has that of the ring",
    .enabled(if: hasRings, "io_uring is refused here"))
  func openat2OfTheRing() async throws {
    let site = try makeSite()
    let refusal = Refusal(error: "EPERM", call: "openat2")
    try await TestServer.run(site, .ioUring, prefix: refusal.prefix) { server in
      try expectService(server)
    }
  }

  @Test(
    "Without calls that only save time, the epoll engine serves all the same",
    arguments: ["cachestat", "preadv2"])
  func olderKernels(call: String) async throws {
    let site = try makeSite()
    let refusal = Refusal(error: "ENOSYS", call: call)
    try await TestServer.run(site, .epoll, prefix: refusal.prefix) { server in
      try expectService(server)
    }
  }
}
