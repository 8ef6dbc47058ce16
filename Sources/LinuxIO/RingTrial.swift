#if IOUring
import CLinux
import Glibc

/// Shows that a ring serves, by serving a connection of its own with it.
///
/// A ring that can be set up proves little: sandboxes let some of its calls pass and refuse others.
struct RingTrial: ~Copyable {
  /// What an entry was submitted for; a bit each, so that a set of them is a number.
  private enum Step: UInt64 {
    case nop = 1
    case accept = 2
    case receive = 4
    case send = 8
    case provide = 16
    case quiet = 32

    var name: String {
      switch self {
      case .nop: "no-op"
      case .accept: "accept"
      case .receive: "receive into a provided buffer"
      case .send: "send of two parts"
      case .provide: "providing of a buffer"
      case .quiet: "close"
      }
    }
  }

  /// Milliseconds that one step may take.
  private static let patience: UInt64 = 2000

  private let message = MessageAreas(count: 1)
  /// What is received, and behind it what is sent.
  private let memory: Region
  /// The steps that complete no more; an end may come before anybody waits for it.
  private var ended: UInt64 = 0

  private init(_ memory: Region) {
    self.memory = memory
  }

  /// Does nothing at all, and then serves over sockets of `kind`, if a sandbox lets us have them.
  ///
  /// Leaves nothing behind in either ring unless it throws.
  static func run(
    _ ring: inout Ring, _ buffers: inout ProvidedBuffers, kind: __socket_type
  ) throws(RingSetupError) {
    // Kept for good if the trial fails: its receive may still be armed then.
    let memory = Region.allocate(count: 64)
    var trial = RingTrial(memory)
    try trial.queue(.nop, &ring) { $0.nop($1) }
    _ = try trial.next(.nop, &ring)
    if let sockets = try? RingTrialSockets(kind) {
      try trial.serve(sockets, &ring, &buffers)
    }
    memory.deallocate()
  }

  /// Accepts, receives, answers and closes.
  private mutating func serve(
    _ sockets: borrowing RingTrialSockets, _ ring: inout Ring, _ buffers: inout ProvidedBuffers
  ) throws(RingSetupError) {
    try lend(&ring, &buffers)
    let listener = sockets.listener.number
    try queue(.accept, &ring) { $0.accept(on: listener, $1) }
    let socket = try next(.accept, &ring).result
    try exchange(sockets.client.number, socket, &ring, &buffers)
    if ring.tier.repeats {
      try queue(.quiet, &ring) { $0.cancel(RingTrial.token(.accept), $1) }
    }
    try queue(.quiet, &ring) { $0.close(socket: socket, $1) }
    try end(.accept, &ring)
    if !ring.tier.isQuiet { _ = try next(.quiet, &ring) }
  }

  /// Gives the ring a block to receive into.
  private mutating func lend(
    _ ring: inout Ring, _ buffers: inout ProvidedBuffers
  ) throws(RingSetupError) {
    do throws(Errno) {
      try buffers.add(
        Block(number: 0), memory.slice(0..<32), &ring, RingTrial.token(.provide))
    } catch {
      throw refused(.provide, error)
    }
    buffers.publish()
    if !ring.tier.hasBufferRing { _ = try next(.provide, &ring) }
  }

  /// A byte to the ring, two back, and the end.
  private mutating func exchange(
    _ client: Int32, _ socket: Int32, _ ring: inout Ring, _ buffers: inout ProvidedBuffers
  ) throws(RingSetupError) {
    try queue(.receive, &ring) { $0.receive(socket, group: ProvidedBuffers.group, $1) }
    let byte = memory.slice(32..<33)
    byte.set(0x55, at: 0)
    _ = StreamSocket.send(client, byte, then: memory.slice(0..<0), more: false)
    let received = try next(.receive, &ring)
    guard received.result == 1, received.block == Block(number: 0) else {
      throw failure(.receive, .inputOutput)
    }
    buffers.took()
    let answer = message.prepare(0, byte, then: memory.slice(33..<34))
    try queue(.send, &ring) { $0.send(socket, answer, more: false, $1) }
    let sent = try next(.send, &ring)
    let got = StreamSocket.receive(client, into: memory.slice(34..<64))
    guard sent.result == 2, got == .moved(2) else { throw failure(.send, .inputOutput) }
    StreamSocket.finishSending(client)
    try end(.receive, &ring)
  }

  // MARK: Steps

  /// Unlike any token of an engine.
  private static func token(_ step: Step) -> UInt64 { 0xFF << 56 | step.rawValue }

  private func failure(_ step: Step, _ errno: Errno) -> RingSetupError {
    RingSetupError(step: "trial of \(step.name)", errno: errno)
  }

  /// The call itself failed, and no operation.
  private func refused(_ step: Step, _ errno: Errno) -> RingSetupError {
    RingSetupError(step: "io_uring_enter, trial of \(step.name)", errno: errno)
  }

  private mutating func queue(
    _ step: Step, _ ring: inout Ring, _ prepare: (SubmissionQueueEntry, UInt64) -> Void
  ) throws(RingSetupError) {
    ended &= ~step.rawValue
    do throws(Errno) { prepare(try ring.entry(), RingTrial.token(step)) } catch {
      throw refused(step, error)
    }
  }

  /// The next completion of a step, which must not have failed.
  private mutating func next(
    _ step: Step, _ ring: inout Ring
  ) throws(RingSetupError) -> Completion {
    let completion = try wait(for: step, &ring)
    if let errno = completion.errno { throw failure(step, errno) }
    return completion
  }

  /// Waits until a step is over, well or not.
  private mutating func end(_ step: Step, _ ring: inout Ring) throws(RingSetupError) {
    while ended & step.rawValue == 0 { _ = try wait(for: step, &ring) }
  }

  private mutating func wait(
    for step: Step, _ ring: inout Ring
  ) throws(RingSetupError) -> Completion {
    let end = Clock.read().monotonicMilliseconds + RingTrial.patience
    while Clock.read().monotonicMilliseconds < end {
      while let completion = ring.next() {
        if !completion.hasMore { ended |= completion.token & 0xFF }
        if completion.token == RingTrial.token(step) { return completion }
      }
      do throws(Errno) { try ring.gather(forAtMost: RingTrial.patience) } catch {
        throw refused(step, error)
      }
    }
    throw failure(step, .timedOut)
  }
}
#endif
