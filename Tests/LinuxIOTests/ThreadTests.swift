import Glibc
import LinuxIO
import Synchronization
import Testing

@Suite("Threads and clocks")
struct ThreadTests {
  @Test("A thread runs on the CPU it was started on, and a semaphore tells that it did")
  func threads() throws {
    let done = CountingSemaphore()
    for cpu in Thread.allowedCPUs() {
      let seen = CPUList()
      try Thread.start(on: [cpu]) {
        seen.note(Thread.allowedCPUs())
        done.signal()
      }
      done.wait()
      #expect(seen.all == [cpu])
    }
  }

  /// What a thread says of itself.
  private final class CPUList: Sendable {
    private let cpus = Mutex<[Int]>([])

    func note(_ numbers: [Int]) {
      cpus.withLock { $0 = numbers }
    }

    var all: [Int] { cpus.withLock { $0 } }
  }

  #if IOUring
  @Test("A wake-up is seen by who polls it, once for many", .needsRings)
  func wakeup() throws {
    var bench = try Bench()
    let wakeup = try FileDescriptor.wakeup()
    try bench.ring.entry().poll(wakeup.number, 4)
    for _ in 0..<3 { FileDescriptor.wake(wakeup.number) }
    let completion = try bench.next()
    #expect(completion.token == 4)
    #expect(completion.hasMore)
  }
  #endif

  @Test("Monotonic time does not go back, and the time of day is that of the kernel")
  func clocks() {
    let first = Clock.read()
    #expect(Clock.read().monotonicMilliseconds >= first.monotonicMilliseconds)
    #expect(abs(first.seconds - Int64(time(nil))) <= 1)
  }

  @Test("Descriptors close themselves, unless they were given up")
  func descriptors() throws {
    let number = try number()
    #expect(fcntl(number.closed, F_GETFD) == -1)
    #expect(fcntl(number.released, F_GETFD) >= 0)
    close(number.released)
  }

  private func number() throws -> (closed: Int32, released: Int32) {
    let kept = try FileDescriptor.wakeup()
    // So high that no other test's descriptor takes its place at once.
    let high = FileDescriptor(taking: fcntl(kept.number, F_DUPFD_CLOEXEC, 900))
    let closed = high.number
    return (closed, kept.release())
  }

  @Test("The file systems of this machine's files and processes are told apart")
  func fileSystems() throws {
    #expect(try !FileDescriptor.directory("/proc").reportsAllChanges)
    #expect(throws: Errno.noEntry) { _ = try FileDescriptor.directory("/nonexistent") }
    #expect(throws: Errno.notDirectory) { _ = try FileDescriptor.directory("/proc/version") }
  }
}
