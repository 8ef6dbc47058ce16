#if IOUring
import CLinux
import Glibc

/// Shows that a ring does what a server needs, by serving a connection of its own with it.
///
/// A ring that can be set up proves little: sandboxes let some of its calls pass and refuse others.
struct RingTrial: ~Copyable {
  private static let accept: UInt64 = 1
  private static let receive: UInt64 = 2
  private static let send: UInt64 = 3
  private static let nop: UInt64 = 4
  private static let quiet: UInt64 = 5
  /// Milliseconds that one step may take.
  private static let patience: UInt64 = 2000

  private let listener: FileDescriptor
  private let client: FileDescriptor
  private let memory = Region.allocate(count: 64)

  /// Does nothing at all, and then serves, if the sandbox lets us have sockets for that.
  static func run(_ ring: inout Ring, _ buffers: inout BufferRing) throws(RingSetupError) {
    try queue(&ring) { $0.nop(nop) }
    _ = try next(nop, "no-op", &ring)
    guard let trial = try? RingTrial() else { return }
    try trial.serve(&ring, &buffers)
  }

  /// A listener that nobody else can find, unix(7) "autobind", and a client connected to it.
  private init() throws(Errno) {
    let listener = try RingTrial.socket()
    let client = try RingTrial.socket()
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var length = socklen_t(MemoryLayout<sa_family_t>.size)
    // Safe: the address is as large as every length passed along, and outlives the calls.
    let isConnected = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe bind(listener.number, address, length) == 0 else { return false }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe getsockname(listener.number, address, &length) == 0
          && listen(listener.number, 1) == 0 && connect(client.number, address, length) == 0
      }
    }
    guard isConnected else { throw .current }
    self.listener = listener
    self.client = client
  }

  deinit {
    memory.deallocate()
  }

  private static func socket() throws(Errno) -> FileDescriptor {
    try FileDescriptor(
      checking: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
  }

  /// Accepts, receives, answers and closes; leaves nothing behind in either ring.
  private func serve(_ ring: inout Ring, _ buffers: inout BufferRing) throws(RingSetupError) {
    buffers.add(Block(number: 0), memory)
    buffers.publish()
    try RingTrial.queue(&ring) { $0.accept(on: listener.number, RingTrial.accept) }
    let slot = Int(try RingTrial.next(RingTrial.accept, "multishot accept", &ring).result)
    try exchange(slot, &ring, &buffers)
    try RingTrial.queue(&ring) { $0.cancel(RingTrial.accept, RingTrial.quiet) }
    try RingTrial.queue(&ring) { $0.close(slot: slot, RingTrial.quiet) }
    try RingTrial.end(of: RingTrial.accept, &ring)
  }

  /// A byte to the ring, a byte back, and the end.
  private func exchange(
    _ slot: Int, _ ring: inout Ring, _ buffers: inout BufferRing
  ) throws(RingSetupError) {
    let repeats = ring.tier != .three
    try RingTrial.queue(&ring) {
      $0.receive(
        slot: slot, group: BufferRing.group, repeatedly: repeats, RingTrial.receive)
    }
    let byte = memory.slice(0..<1)
    byte.set(0x55, at: 0)
    _ = StreamSocket.send(client.number, byte, then: memory.slice(0..<0), more: false)
    let received = try RingTrial.next(RingTrial.receive, "receive into a buffer ring", &ring)
    guard received.result == 1, received.block == Block(number: 0) else {
      throw RingTrial.failure("receive into a buffer ring", .inputOutput)
    }
    buffers.took()
    try RingTrial.queue(&ring) { $0.send(slot: slot, byte, more: false, RingTrial.send) }
    _ = try RingTrial.next(RingTrial.send, "send", &ring)
    guard StreamSocket.receive(client.number, into: memory) == .moved(1) else {
      throw RingTrial.failure("send", .inputOutput)
    }
    StreamSocket.finishSending(client.number)
    if received.hasMore { try RingTrial.end(of: RingTrial.receive, &ring) }
  }

  private static func failure(_ step: String, _ errno: Errno) -> RingSetupError {
    RingSetupError(step: "trial of \(step)", errno: errno)
  }

  /// The call itself failed, and no operation.
  private static func refused(_ step: String, _ errno: Errno) -> RingSetupError {
    RingSetupError(step: "io_uring_enter, trial of \(step)", errno: errno)
  }

  private static func queue(
    _ ring: inout Ring, _ prepare: (SubmissionQueueEntry) -> Void
  ) throws(RingSetupError) {
    do throws(Errno) { prepare(try ring.entry()) } catch { throw refused("submission", error) }
  }

  /// The next completion of what was submitted as `token`, which must not have failed.
  private static func next(
    _ token: UInt64, _ step: String, _ ring: inout Ring
  ) throws(RingSetupError) -> Completion {
    let completion = try any(token, step, &ring)
    if let errno = completion.errno { throw failure(step, errno) }
    return completion
  }

  /// Waits until what was submitted as `token` is over, well or not.
  private static func end(of token: UInt64, _ ring: inout Ring) throws(RingSetupError) {
    while try any(token, "cancellation", &ring).hasMore {}
  }

  private static func any(
    _ token: UInt64, _ step: String, _ ring: inout Ring
  ) throws(RingSetupError) -> Completion {
    let end = Clock.read().monotonicMilliseconds + patience
    while Clock.read().monotonicMilliseconds < end {
      while let completion = ring.next() {
        if completion.token == token { return completion }
      }
      do throws(Errno) { try ring.gather(forAtMost: patience) } catch {
        throw refused(step, error)
      }
    }
    throw failure(step, .timedOut)
  }
}
#endif
