#if IOUring
import Glibc
import LinuxIO
import Testing

@Suite("Ring", .needsRings)
struct RingTests {
  static let tiers = RingTier.allCases.filter { Bench.refusals[$0] == nil }

  @Test("A ring is no better than asked for, and completes a nop", arguments: tiers)
  func tier(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    #expect(bench.ring.tier == tier)
    try bench.ring.entry().nop(42)
    let completion = try bench.next()
    #expect(completion.token == 42)
    #expect(completion.result == 0)
    #expect(completion.errno == nil)
    #expect(completion.block == nil)
    #expect(!completion.hasMore)
    #expect(bench.ring.next() == nil)
  }

  @Test(
    "More entries than the queue holds are submitted early, and each completes once",
    arguments: tiers)
  func overflow(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    let count = 5 * Int(RingSize.entries) + 7
    // Other tokens than those of the bench.
    for token in 1000..<1000 + count { try bench.ring.entry().nop(UInt64(token)) }
    var seen = Set<UInt64>()
    while seen.count < count {
      let isNew = try seen.insert(bench.next().token).inserted
      try #require(isNew)
    }
    try bench.ring.gather(forAtMost: 0)
    #expect(bench.ring.next() == nil)
  }

  @Test("More completions than their queue holds are kept by the kernel")
  func completionOverflow() throws {
    var bench = try Bench()
    let count = 2 * Int(RingSize.completions)
    for token in 0..<count { try bench.ring.entry().nop(UInt64(token)) }
    for token in 0..<count {
      let completion = try bench.next()
      try #require(completion.token == UInt64(token))
    }
  }

  @Test("Waiting ends when its time is up", arguments: tiers)
  func timeout(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    let start = Clock.read().monotonicMilliseconds
    try bench.ring.gather(forAtMost: 50)
    let waited = Clock.read().monotonicMilliseconds - start
    #expect(waited >= 49 && waited < 5000)
    #expect(bench.ring.next() == nil)
  }

  @Test("A completion that was found can be looked for before it is taken")
  func contains() throws {
    var bench = try Bench()
    for token in [7, 8, 9] as [UInt64] { try bench.ring.entry().nop(token) }
    try bench.ring.gather(forAtMost: 1000)
    #expect(bench.ring.contains { $0 == 9 })
    #expect(!bench.ring.contains { $0 == 10 })
    #expect(bench.ring.next()?.token == 7)
    #expect(!bench.ring.contains { $0 == 7 })
    #expect(bench.ring.next()?.token == 8)
    #expect(bench.ring.next()?.token == 9)
  }

  @Test("What is queued when a ring is dropped is done all the same", arguments: tiers)
  func queuedAtTheEnd(tier: RingTier) throws {
    // A descriptor's number is soon another test's: the other end of a pipe knows better.
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    try StreamSocket.stopWaiting(ends[0])
    defer { close(ends[0]) }
    try queueClose(of: ends[1], tier)
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) == 0, "its end")
  }

  /// Queues a close and drops the ring.
  private func queueClose(of file: Int32, _ tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    try bench.ring.entry().close(file, Bench.quiet)
  }

  @Test("Completions that nobody took must be taken before the next wait")
  func untaken() async {
    await #expect(processExitsWith: .failure) {
      var ring = try Ring(slots: 1)
      try ring.entry().nop(1)
      try ring.gather(forAtMost: 1000)
      try ring.gather(forAtMost: 1000)
    }
  }

  @Test("A ring that cannot be set up says what to do")
  func advice() {
    let free = Restrictions(ioUringDisabled: 0)
    let administrator = Restrictions(ioUringDisabled: 1, isAdministrator: true)
    let member = Restrictions(ioUringDisabled: 1, ioUringGroup: 7, isInGroup: true)
    let filtered = Restrictions(hasSeccompFilter: true)
    let hidden = Restrictions(ioUringDisabled: 0, hasSeccompFilter: true)
    let unprivileged = Restrictions(ioUringDisabled: 1)
    let disabled = Restrictions(ioUringDisabled: 2, hasSeccompFilter: true, isAdministrator: true)
    for (errno, restrictions, part) in [
      (Errno.notPermitted, disabled, "io_uring_disabled is 2: set it to 0"),
      (.notPermitted, disabled, "seccomp"), (.notPermitted, filtered, "profile"),
      (.notPermitted, unprivileged, "io_uring_group"), (.notPermitted, free, "security module"),
      (.notPermitted, administrator, "security module"), (.notPermitted, member, "security module"),
      (.notImplemented, filtered, "no io_uring, or the seccomp filter"),
      (.notImplemented, hidden, "The seccomp filter here hides it"),
      (.notImplemented, free, "gVisor"), (.invalidArgument, free, "5.11 needed"),
      (.outOfMemory, free, "ulimit -l"),
      (.tooManyFiles, free, "ulimit -n"), (.busy, free, "io_uring_setup(2)"),
    ] {
      let text = RingSetupError(step: "setup", errno: errno, restrictions).description
      #expect(text.hasPrefix("setup: "))
      #expect(text.contains(part), "\(text)")
      #expect(!text.contains("\n"))
    }
    let text = RingSetupError(step: "setup", errno: .notPermitted, filtered).description
    #expect(!text.contains("sysctl"))
    let absent = RingSetupError(step: "io_uring_setup", errno: .notImplemented, free)
    #expect(absent.description.contains("CONFIG_IO_URING"))
  }
}
#endif
