import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("Inotify")
struct InotifyTests {
  #if IOUring
  private static let watch: UInt64 = 50

  @Test(
    "A change is there beside the request that was sent after it", .needsRings,
    arguments: RingTests.tiers)
  func order(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    let directory = try TestDirectory()
    try directory.write("f.txt", "first")
    var inotify = try Inotify()
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    let watch = try inotify.watch(file: file.number)
    let root = try FileDescriptor.directory(directory.path)
    try inotify.watch(directory: root.number)
    try bench.lendBlocks(32)
    try bench.ring.entry().poll(inotify.descriptor.number, InotifyTests.watch)
    let (peer, slot) = try bench.connect()
    try bench.receive(slot)
    for round in 0..<300 {
      if round % 2 == 0 {
        try directory.write("f.txt", "round \(round)")
      } else {
        try directory.write("g\(round)", "new")
      }
      try peer.send([1])
      let isSeen = try changeComesFirst(&bench)
      try #require(isSeen, "round \(round)")
      var changes: [Inotify.Change] = []
      while let change = inotify.next() { changes.append(change) }
      try #require(changes.contains(round % 2 == 0 ? .content(watch: watch) : .names))
      if !bench.receivesRepeatedly { try bench.receive(slot) }
      if !tier.repeats {
        try bench.ring.entry().poll(inotify.descriptor.number, InotifyTests.watch)
      }
      try bench.lendBlocks(1)
    }
  }

  /// Whether the poll completes no later than in the turn of the receive.
  private func changeComesFirst(_ bench: inout Bench) throws -> Bool {
    var hasChange = false
    while true {
      try bench.ring.gather(forAtMost: 5000)
      hasChange = hasChange || bench.ring.contains { $0 == InotifyTests.watch }
      var hasRequest = false
      while let completion = bench.ring.next() {
        guard completion.token == Bench.receive else { continue }
        _ = try bench.take(completion)
        hasRequest = true
      }
      if hasRequest { return hasChange }
    }
  }

  #endif

  @Test("Each change is told by its kind")
  func kinds() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "first")
    var inotify = try Inotify()
    let root = try FileDescriptor.directory(directory.path)
    _ = try inotify.watch(directory: root.number)
    #expect(inotify.next() == nil)
    let cases: [(Inotify.Change, () -> Int32)] = [
      (.names, { link(directory.path("f.txt"), directory.path("g.txt")) }),
      (.names, { rename(directory.path("g.txt"), directory.path("h.txt")) }),
      (.names, { unlink(directory.path("h.txt")) }),
      (.names, { chmod(directory.path("f.txt"), 0o600) }),
      (.directories, { mkdir(directory.path("d"), 0o755) }),
      (.directories, { rename(directory.path("d"), directory.path("e")) }),
      (.directories, { rmdir(directory.path("e")) }),
    ]
    for (index, (kind, change)) in cases.enumerated() {
      #expect(change() == 0)
      var changes: [Inotify.Change] = []
      while let change = inotify.next() { changes.append(change) }
      #expect(changes.contains(kind), "change \(index)")
      #expect(!changes.contains { $0 == .overflow })
    }
  }

  @Test("A watch that is removed reports nothing more")
  func removal() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "first")
    var inotify = try Inotify()
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    let watch = try inotify.watch(file: file.number)
    try directory.write("f.txt", "second")
    #expect(inotify.next() == .content(watch: watch))
    while inotify.next() != nil {}
    inotify.remove(watch)
    try directory.write("f.txt", "third")
    #expect(inotify.next() == nil)
  }
}
