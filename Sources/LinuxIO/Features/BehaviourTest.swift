#if IOUring
import CLiburing
import CLinux
import Glibc

/// A look at what a ring really does, over sockets of its own.
///
/// Memory that an operation might still touch when a look ends early is kept for good.
struct BehaviourTest: ~Copyable {
  /// Milliseconds that one look may take.
  private static let patience: UInt64 = 1500
  /// Milliseconds in which a closed socket must be seen to be closed.
  private static let closePatience: Int32 = 200
  private static let first: UInt64 = 1
  private static let second: UInt64 = 2
  private static let group: UInt16 = 7

  // The ring is dropped first: it lets go of the sockets and the memory.
  private var ring: Ring
  private let end = Clock.read().monotonicMilliseconds + BehaviourTest.patience

  private init(_ tier: RingTier) throws(Errno) {
    ring = try Ring(entries: 8, flags: 0, tier: tier)
  }

  /// Looks, and says what was seen.
  static func run(_ behaviour: KernelQuestion.Behaviour) -> KernelAnswer {
    do throws(Errno) {
      var test = try BehaviourTest(tier(for: behaviour))
      return try test.look(behaviour)
    } catch {
      return .no(error)
    }
  }

  /// The tier whose entries are prepared as the behaviour needs it.
  private static func tier(for behaviour: KernelQuestion.Behaviour) -> RingTier {
    switch behaviour {
    case .closesAtOnce: .one
    case .acceptRepeats, .pollRepeats: .three
    default: .four
    }
  }

  private mutating func look(
    _ behaviour: KernelQuestion.Behaviour
  ) throws(Errno) -> KernelAnswer {
    switch behaviour {
    case .noOperation: try doNothing()
    case .acceptRepeats: try accept()
    case .receiveRepeats: try receive(cap: 0)
    case .receiveCap: try receive(cap: 1)
    case .pollRepeats: try poll()
    case .sendsAll: try sendAll()
    case .sendsStretches: try sendStretches()
    case .zeroCopy: try sendWithoutCopy()
    case .openStaysBeneath: try openAbove()
    case .cancels: try cancel()
    case .closesAtOnce: try closeBesideIdle()
    case .chains: try chain()
    }
  }

  // MARK: Steps

  /// The next completion of what was submitted with `token`.
  private mutating func completion(_ token: UInt64) throws(Errno) -> Completion {
    while true {
      while let completion = ring.next() {
        if completion.token == token { return completion }
      }
      let now = Clock.read().monotonicMilliseconds
      guard now < end else { throw .timedOut }
      try ring.gather(forAtMost: end - now)
    }
  }

  /// The same, which must not have failed.
  private mutating func success(_ token: UInt64) throws(Errno) -> Completion {
    let completion = try completion(token)
    if let errno = completion.errno { throw errno }
    return completion
  }

  /// Whether it goes on, once it has completed.
  private mutating func repeats(_ token: UInt64, _ once: String) throws(Errno) -> KernelAnswer {
    try success(token).hasMore ? .yes() : .limited(once)
  }

  // MARK: Looks

  private mutating func doNothing() throws(Errno) -> KernelAnswer {
    try ring.entry().nop(BehaviourTest.first)
    _ = try success(BehaviourTest.first)
    return .yes()
  }

  private mutating func accept() throws(Errno) -> KernelAnswer {
    let sockets = try RingTrialSockets(SOCK_STREAM)
    try ring.entry().accept(on: sockets.listener.number, BehaviourTest.first)
    let accepted = try success(BehaviourTest.first)
    _ = FileDescriptor(taking: accepted.result)
    guard sockets.client.number >= 0, accepted.hasMore else {
      return .limited("accepts one connection at a time")
    }
    return .yes()
  }

  /// Closes a place of the table while an operation on another is under way.
  private mutating func closeBesideIdle() throws(Errno) -> KernelAnswer {
    let idle = try SocketPair()
    let pair = try SocketPair()
    try put(idle.one.number, pair.one.number)
    // The ring has the last hold on it.
    BehaviourTest.drop(pair.one)
    let memory = Region.allocate(count: 1)
    let entry = try ring.entry()
    unsafe uring_prepare_wait(entry.pointer, 0, memory.base, BehaviourTest.first)
    try ring.entry().close(socket: 1, BehaviourTest.second)
    try ring.gather(forAtMost: 0)
    let isClosed = StreamSocket.canReceive(
      pair.other.number, within: BehaviourTest.closePatience)
    guard idle.other.number >= 0, isClosed else {
      return .limited("closes only when others are done")
    }
    return .yes()
  }

  /// Makes two sockets the places 0 and 1 of a table.
  private func put(_ one: Int32, _ other: Int32) throws(Errno) {
    var numbers = (one, other)
    let result = unsafe withUnsafeBytes(of: &numbers) { bytes in
      unsafe io_uring_register_files(
        ring.pointer, bytes.baseAddress?.assumingMemoryBound(to: Int32.self), 2)
    }
    guard result == 0 else { throw Errno(negated: result) }
  }

  /// Closes a descriptor now.
  private static func drop(_ descriptor: consuming FileDescriptor) {}

  /// Receives a byte of three, with no limit or with one.
  private mutating func receive(cap: Int) throws(Errno) -> KernelAnswer {
    let pair = try SocketPair()
    let memory = Region.allocate(count: 64)
    for number in 0..<4 {
      let bytes = memory.slice(16 * number..<16 * (number + 1))
      try ring.entry().provide(
        Block(number: UInt16(number)), bytes, group: BehaviourTest.group, BehaviourTest.second)
      _ = try success(BehaviourTest.second)
    }
    let entry = try ring.entry()
    unsafe uring_prepare_receive(
      entry.pointer, pair.one.number, false, BehaviourTest.group, true, cap, BehaviourTest.first)
    let bytes = Region.allocate(count: 3)
    defer { bytes.deallocate() }
    _ = StreamSocket.send(pair.other.number, bytes, then: bytes.slice(0..<0), more: false)
    let completion = try success(BehaviourTest.first)
    guard completion.result == (cap == 0 ? 3 : cap) else { return .limited("takes no bound") }
    return completion.hasMore ? .yes() : .limited("receives once")
  }

  private mutating func poll() throws(Errno) -> KernelAnswer {
    let event = try FileDescriptor.wakeup()
    try ring.entry().poll(event.number, BehaviourTest.first)
    FileDescriptor.wake(event.number)
    return try repeats(BehaviourTest.first, "polls once")
  }

  /// Sends more than a socket has room for.
  private mutating func sendAll() throws(Errno) -> KernelAnswer {
    let pair = try SocketPair()
    let memory = Region.allocate(count: 1 << 20)
    let drain = Region.allocate(count: 1 << 16)
    defer { drain.deallocate() }
    try ring.entry().send(pair.one.number, memory, more: false, BehaviourTest.first)
    while Clock.read().monotonicMilliseconds < end {
      try ring.gather(forAtMost: 0)
      if let completion = ring.next() {
        memory.deallocate()
        if let errno = completion.errno { return .no(errno) }
        return completion.result == 1 << 20 ? .yes() : .limited("sends are cut short")
      }
      _ = StreamSocket.receive(pair.other.number, into: drain)
    }
    throw .timedOut
  }

  /// Sends two stretches in one plain send.
  private mutating func sendStretches() throws(Errno) -> KernelAnswer {
    let pair = try SocketPair()
    let memory = Region.allocate(count: 16)
    for index in 0..<16 { memory.set(UInt8(index), at: index) }
    let areas = MessageAreas(count: 1)
    let message = areas.prepare(0, memory.slice(8..<16), then: memory.slice(0..<8))
    let entry = try ring.entry()
    unsafe uring_prepare_sendmsg(
      entry.pointer, pair.one.number, false, message.pointer, true, false, BehaviourTest.first)
    let sent = try success(BehaviourTest.first)
    let got = Region.allocate(count: 16)
    defer {
      got.deallocate()
      memory.deallocate()
    }
    guard sent.result == 16, StreamSocket.receive(pair.other.number, into: got) == .moved(16),
      got.array == [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7]
    else { return .limited("does not send them in order") }
    return .yes()
  }

  /// Sends over TCP, and reads what the kernel says of how it did.
  private mutating func sendWithoutCopy() throws(Errno) -> KernelAnswer {
    let sockets = try RingTrialSockets(SOCK_STREAM, family: AF_INET)
    let memory = Region.allocate(count: 16384)
    let entry = try ring.entry()
    unsafe uring_prepare_send_zc(
      entry.pointer, sockets.client.number, memory.base, memory.count, BehaviourTest.first)
    guard try success(BehaviourTest.first).hasMore else { return .limited("does not report") }
    // The notice comes when the other side has taken the bytes.
    let notice = try completion(BehaviourTest.first)
    memory.deallocate()
    return UInt32(bitPattern: notice.result) & 1 << 31 != 0
      ? .limited("copies all the same over loopback") : .yes()
  }

  private mutating func openAbove() throws(Errno) -> KernelAnswer {
    let path = Region.allocate(count: 3)
    path.set(UInt8(ascii: "."), at: 0)
    path.set(UInt8(ascii: "."), at: 1)
    path.set(0, at: 2)
    let root = try FileDescriptor.directory("/")
    try ring.entry().open(path, below: root.number, .plainDirectory, BehaviourTest.first)
    let opened = try completion(BehaviourTest.first)
    path.deallocate()
    if opened.errno == .crossDevice, root.number >= 0 { return .yes() }
    if let errno = opened.errno { return .no(errno) }
    _ = FileDescriptor(taking: opened.result)
    return .limited("opens what lies above")
  }

  private mutating func cancel() throws(Errno) -> KernelAnswer {
    let event = try FileDescriptor.wakeup()
    try ring.entry().poll(event.number, BehaviourTest.first)
    try ring.gather(forAtMost: 0)
    try ring.entry().cancel(BehaviourTest.first, BehaviourTest.second)
    let ended = try completion(BehaviourTest.first)
    guard event.number >= 0, ended.errno == .canceled else { return .limited("does not cancel") }
    return .yes()
  }

  /// Two entries in order, and one behind a failure.
  private mutating func chain() throws(Errno) -> KernelAnswer {
    let entry = try ring.entry()
    entry.nop(BehaviourTest.first)
    unsafe uring_link(entry.pointer)
    try ring.entry().nop(BehaviourTest.second)
    _ = try success(BehaviourTest.second)
    let failing = try ring.entry()
    failing.close(-1, BehaviourTest.first)
    unsafe uring_link(failing.pointer)
    try ring.entry().nop(BehaviourTest.second)
    let severed = try completion(BehaviourTest.second).errno == .canceled
    return severed ? .yes() : .limited("goes on after a failure")
  }
}
#endif
