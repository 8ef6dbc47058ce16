import Codings
import Glibc
import HTTPCore
import LinuxIO
import TestSupport
import Testing
import UringServer

@Suite("Work in the background")
struct BackgroundPoolTests {
  /// A directory with a file, and what statx(2) says of that.
  private static func directory() throws -> (TestDirectory, RootDirectory, FileStatus) {
    let directory = try TestDirectory()
    try directory.write("f.txt", String(repeating: "text ", count: 1000))
    let site = Site(index: "index.html", root: try FileDescriptor.directory(directory.path))
    let area = StatusAreas(count: 1)
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    try OpenFile.inspect(file.number, into: area[0], mayWait: true)
    return (directory, site.root, area[0].status)
  }

  private static func task(
    _ work: BackgroundTask.Work, _ status: FileStatus, path: String = "f.txt"
  ) -> BackgroundTask {
    BackgroundTask(work, path: Array(path.utf8) + [0], status, entry: 3, serial: 4)
  }

  /// Waits for the result of `task`.
  private static func outcome(
    _ task: BackgroundTask, _ pool: BackgroundPool
  ) throws -> BackgroundResult.Outcome {
    let wakeup = try FileDescriptor.wakeup()
    let mailbox = Mailbox(wakeup: wakeup.number)
    let epoll = try Epoll()
    try epoll.add(wakeup.number, 1)
    #expect(pool.start(task, mailbox))
    let end = Clock.read().monotonicMilliseconds + 20_000
    while Clock.read().monotonicMilliseconds < end {
      for case .finished(let result) in mailbox.takeAll() {
        #expect(result.task.entry == 3 && result.task.serial == 4)
        return result.outcome
      }
      _ = try epoll.wait(forAtMost: 100)
    }
    // Keeps both for as long as the pool may wake them.
    mailbox.close()
    throw TestFailure("no result from \(wakeup.number)")
  }

  @Test("A digest is that of the file, and of the very version that was asked about")
  func digest() throws {
    let (directory, root, status) = try Self.directory()
    let pool = try BackgroundPool(BackgroundLimits(), BackgroundDesk(root: root))
    defer { pool.end() }
    guard case .digest(let digest) = try Self.outcome(Self.task(.digest, status), pool) else {
      Issue.record("no digest")
      return
    }
    let bytes = Array(String(repeating: "text ", count: 1000).utf8)
    #expect(digest == ContentDigest(SHA256.digest(of: bytes.span).span))
    for (path, other) in [("missing", status), ("f.txt", FileStatus())] {
      let outcome = try Self.outcome(Self.task(.digest, other, path: path), pool)
      guard case .failed = outcome else {
        Issue.record("\(path): \(outcome)")
        continue
      }
    }
    try directory.write("f.txt", "changed")
    guard case .failed = try Self.outcome(Self.task(.digest, status), pool) else {
      Issue.record("another version")
      return
    }
  }

  @Test("No more tasks are taken than may wait, and those not begun end with the pool")
  func bound() throws {
    let (_, root, status) = try Self.directory()
    var limits = BackgroundLimits()
    limits.threads = 0
    limits.tasks = 3
    let pool = try BackgroundPool(limits, BackgroundDesk(root: root))
    defer { pool.end() }
    let mailbox = Mailbox()
    let taken = (0..<5).map { _ in pool.start(Self.task(.digest, status), mailbox) }
    #expect(taken == [true, true, true, false, false])
    #expect(pool.takeTask() != nil)
    #expect(pool.start(Self.task(.digest, status), mailbox))
  }

  @Test("A closed mailbox takes nothing and wakes nobody")
  func closed() throws {
    let wakeup = try FileDescriptor.wakeup()
    let mailbox = Mailbox(wakeup: wakeup.number)
    mailbox.post(.drain)
    #expect(mailbox.takeAll().count == 1)
    #expect(mailbox.takeAll().isEmpty)
    mailbox.close()
    var count: UInt64 = 0
    #expect(read(wakeup.number, &count, 8) == 8)
    mailbox.post(.drain)
    #expect(mailbox.takeAll().isEmpty)
    #expect(read(wakeup.number, &count, 8) == -1)
  }

  #if Compression
  @Test("Coding and decoding are each other's reverse; what does not shrink is fruitless")
  func coding() throws {
    let (directory, root, status) = try Self.directory()
    let pool = try BackgroundPool(BackgroundLimits(), BackgroundDesk(root: root))
    defer { pool.end() }
    for coding in [ContentCoding.gzip, .brotli, .zstandard] {
      guard
        case .made(let content, let digest) = try Self.outcome(
          Self.task(.encode(coding), status), pool)
      else {
        Issue.record("not coded")
        continue
      }
      let coded = content.body.array
      content.deallocate()
      #expect(coded.count < 1000)
      #expect(digest == ContentDigest(SHA256.digest(of: coded.span).span))
    }
    let outcome = try Self.outcome(Self.task(.decode(.gzip), status), pool)
    guard case .fruitless = outcome else {
      Issue.record("it was never coded: \(outcome)")
      return
    }
    #expect(unlink(directory.path("f.txt")) == 0)
  }
  #endif
}
