#if IOUring
package import LinuxIO

/// The engine on io_uring(7).
///
/// Theory of operation. One multishot accept puts each new socket into a free place of the ring's
/// descriptor table, and that place's number is the connection's slot: the kernel keeps the free
/// list. One multishot receive a connection fills provided blocks; those that went out are replaced
/// before every wait. Everything asked for in a turn is submitted by the one call that also waits.
/// Lower tiers differ in what an entry can do, which `SubmissionQueueEntry` knows, and below tier 1
/// sockets are descriptors of the process and the engine itself keeps the free list: up to Linux
/// 6.12 a closed place of the table stays open for as long as an operation on any other, older than
/// the close, is under way.
///
/// A slot goes back in one order only: cancel what is in flight, see its last completion, then
/// close. So neither memory nor slot is reused while the kernel may touch it. The close itself is
/// not waited for: a place of the table is free only after it, and elsewhere nobody knows the
/// descriptor any more.
///
/// Stretches of large files leave by sendfile(2), which has no operation of its own here: splice
/// goes through two kernel threads and a pipe, and a read and a send copy twice. It is called only
/// for what the page cache holds, on a socket that does not block, behind all completions of a turn
/// and so much a turn, so that it keeps nobody waiting.
package struct UringEngine: Engine, ~Copyable {
  /// What an entry was submitted for; the top byte of its token.
  enum Kind: UInt8 {
    case accept
    case receive
    case send
    /// A process's descriptor of a socket in the table, to send files by.
    case install
    /// A stretch of a file that waits for its turn.
    case sendFile
    /// Room in a socket for a stretch of a file.
    case room
    case open
    case inspect
    /// Done, and to be reported.
    case inspected
    case read
    case shutdown
    case quiet
    case watch
    case wake
  }

  /// One place of the descriptor table.
  struct Slot {
    var generation: UInt32 = 0
    /// What entries name the connection by.
    var socket: Int32 = -1
    /// A receive is armed in the kernel.
    var isReceiving = false
    /// The worker wants bytes.
    var wantsBytes = false
    var isCancelingReceive = false
    /// Waits for buffers to receive into.
    var isStarved = false
    /// The one other operation under way.
    var operation: Kind?
    var isClosing = false
    /// It stands in `filesToSend`.
    var isListedToSend = false
    /// What sendfile(2) knows the socket by, once it was needed.
    var descriptor: Int32 = -1
  }

  /// A stretch of a file on its way out.
  struct FileSend {
    var file: Int32 = -1
    var offset: UInt64 = 0
    var count = 0
  }

  // The ring is dropped first: it lets go of all memory below.
  var ring: Ring
  private var buffers: ProvidedBuffers
  var inotify: Inotify
  /// Owned here, because the kernel uses it by number for as long as the ring accepts.
  private var listener: FileDescriptor?
  private let wakeup: FileDescriptor
  let root: Int32
  /// The root's file system if it is a local one, which has the facts about open files at hand.
  let localDevice: UInt64?
  var slots: [Slot]
  let statuses: StatusAreas
  let messages: MessageAreas
  private var isAccepting = false
  /// Accepts in the kernel, a bit each: one that repeats itself, or several with a name each, as a
  /// cancel finds one of a name.
  private var armedAccepts: UInt8 = 0
  private let acceptsWanted: Int
  /// Whether one accept takes all who wait.
  private let acceptsAll: Bool
  /// Slots that the engine gives out itself, below tier 1.
  private var freeSlots: [Int]
  private var isChangePending = false
  /// Accepting ended with a connection, after it was asked to stop.
  private var hasStoppedAccepting = false
  /// Connections whose `closed` is still to be reported.
  var closed: [Token] = []
  private var starved: [Token] = []
  /// Blocks that came back without bytes.
  private var spare: [Block] = []
  private var lent = LentBuffers(RingSize.buffersMin...Int(RingSize.buffers))
  /// Connections whose files may go on, once each.
  var filesToSend: FixedQueue<Int32>
  /// What of them, by slot.
  var fileSends: FixedArray<FileSend>
  /// What connections open, by slot.
  var openings: FixedArray<Opening?>
  /// Descriptors that sockets of the table may still be given besides.
  var descriptorsLeft: Int
  /// Bytes of files sent since the last `wait`.
  var movedBytes = 0
  /// Connections whose `inspected` is still to be reported.
  var inspected: [Token] = []
  /// Whether something was done since the last `wait` that is more than asked for.
  var hasActed = false
  /// Why the ring could not be used; reported by the next `wait`.
  var failure: Errno?

  /// An engine for `count` connections at a time, on the thread that made `ring`.
  ///
  /// `burst` of them may come after it was told to stop accepting, all at once if it `acceptsAll`.
  /// Sockets of its table may be given `descriptors` of the process. It takes over all that is
  /// handed to it; the root's descriptor must stay open longer than the engine lives.
  package init(
    slots count: Int, burst: Int, acceptsAll: Bool = true, descriptors: Int,
    ring: consuming ExercisedRing,
    listener: consuming FileDescriptor,
    wakeup: consuming FileDescriptor, inotify: consuming Inotify, root: Int32, localDevice: UInt64?
  ) {
    // Not by way of `self`: read before all of it is there, optimised Swift 6.3 frees what is not.
    let tier = ring.ring.tier
    self.ring = ring.ring
    buffers = ring.buffers
    self.inotify = inotify
    self.listener = consume listener
    self.wakeup = wakeup
    self.root = root
    self.localDevice = localDevice
    slots = Array(repeating: Slot(), count: count)
    statuses = StatusAreas(count: count)
    messages = MessageAreas(count: count)
    filesToSend = FixedQueue(capacity: count)
    fileSends = FixedArray(capacity: count)
    openings = FixedArray(capacity: count)
    descriptorsLeft = descriptors
    self.acceptsAll = acceptsAll && tier.repeats
    acceptsWanted = acceptsAll && tier.repeats ? 1 : min(UringEngine.acceptsMax, burst)
    freeSlots = tier.hasTable ? [] : Array((0..<count).reversed())
    closed.reserveCapacity(count)
    inspected.reserveCapacity(count)
    starved.reserveCapacity(count)
    spare.reserveCapacity(Int(RingSize.buffers))
    prepare()?.poll(inotifyDescriptor, UringEngine.token(.watch))
    prepare()?.poll(self.wakeup.number, UringEngine.token(.wake))
  }

  package var tier: RingTier { ring.tier }
  private var inotifyDescriptor: Int32 { inotify.descriptor.number }
  private var listenerNumber: Int32? {
    switch listener {
    case .some(let descriptor): descriptor.number
    case .none: nil
    }
  }

  /// Accepts that wait at a time where each serves one connection: the bits of a byte.
  private static let acceptsMax = 8

  static func token(_ kind: Kind, _ number: Int = 0) -> UInt64 {
    Token(slot: number, generation: 0, kind: kind.rawValue).rawValue
  }

  package func clock() -> Clock { Clock.read() }

  // MARK: Waiting

  package mutating func wait(
    forAtMost milliseconds: UInt64, _ blocks: inout BlockPool
  ) throws(Errno) {
    replenish(&blocks)
    if let failure { throw failure }
    movedBytes = 0
    hasActed = false
    let isIdle = closed.isEmpty && inspected.isEmpty && filesToSend.isEmpty
    try ring.gather(forAtMost: isIdle ? milliseconds : 0)
    isChangePending = ring.contains { Token(rawValue: $0).kind == Kind.watch.rawValue }
  }

  /// Fills the buffer ring up and rearms whoever found it empty.
  private mutating func replenish(_ blocks: inout BlockPool) {
    lent.note(left: buffers.count, ranOut: !starved.isEmpty)
    while buffers.count < lent.wanted, let block = spare.popLast() ?? blocks.take() {
      do throws(Errno) {
        try buffers.add(block, blocks.region(of: block), &ring, UringEngine.token(.quiet))
      } catch {
        failure = error
        return
      }
    }
    buffers.publish()
    guard buffers.count > 0 else { return }
    while let token = starved.popLast() {
      guard isCurrent(token), slots[token.slot].isStarved else { continue }
      slots[token.slot].isStarved = false
      if slots[token.slot].wantsBytes { receive(token) }
    }
  }

  /// The next entry to prepare; a ring that has none is beyond use, which the next `wait` reports.
  mutating func prepare() -> SubmissionQueueEntry? {
    do throws(Errno) {
      return try ring.entry()
    } catch {
      failure = error
      return nil
    }
  }

  func isCurrent(_ token: Token) -> Bool {
    slots[token.slot].generation == token.generation
  }

  // MARK: Accepting

  package mutating func setAccepting(_ isAccepting: Bool) {
    self.isAccepting = isAccepting
    if isAccepting {
      armAccept()
    } else {
      for number in 0..<acceptsWanted where armedAccepts & 1 << UInt8(number) != 0 {
        prepare()?.cancel(UringEngine.token(.accept, number), UringEngine.token(.quiet))
      }
    }
  }

  package mutating func closeListener() {
    listener = nil
  }

  private mutating func armAccept() {
    guard let number = listenerNumber else { return }
    for name in 0..<acceptsWanted where armedAccepts & 1 << UInt8(name) == 0 {
      armedAccepts |= 1 << UInt8(name)
      prepare()?.accept(on: number, once: !acceptsAll, UringEngine.token(.accept, name))
    }
  }

  private mutating func accepted(_ completion: Completion) -> Event? {
    if !completion.hasMore {
      armedAccepts &= ~(1 << UInt8(Token(rawValue: completion.token).slot))
    }
    if let errno = completion.errno {
      guard isAccepting else { return armedAccepts == 0 ? .acceptStopped : nil }
      guard errno == .canceled || errno == .connectionReset || errno == .interrupted else {
        return .acceptFailed(errno)
      }
      armAccept()
      return nil
    }
    if isAccepting { armAccept() } else { hasStoppedAccepting = armedAccepts == 0 }
    return occupy(completion.result).map { .accepted($0) }
  }

  /// Gives an accepted socket its slot; `nil` if there is none, and the socket is closed.
  private mutating func occupy(_ socket: Int32) -> Token? {
    let place = ring.tier.hasTable ? Int(socket) : freeSlots.popLast()
    guard let index = place else {
      prepare()?.close(socket: socket, UringEngine.token(.quiet))
      return nil
    }
    let generation = (slots[index].generation + 1) & 0xFF_FFFF
    slots[index] = Slot()
    slots[index].generation = generation
    slots[index].socket = socket
    return Token(slot: index, generation: generation)
  }

  // MARK: Events

  package mutating func next() -> Event? {
    if isChangePending {
      isChangePending = false
      return .changed
    }
    if hasStoppedAccepting {
      hasStoppedAccepting = false
      return .acceptStopped
    }
    while true {
      if let token = closed.popLast() { return .closed(token) }
      if let token = takeInspected() { return .inspected(token) }
      guard let completion = ring.next() else { return sendNextFile() }
      if let event = event(completion) { return event }
    }
  }

  /// A connection that is still there and whose file was looked at.
  private mutating func takeInspected() -> Token? {
    while let token = inspected.popLast() {
      guard isCurrent(token), slots[token.slot].operation == .inspected else { continue }
      slots[token.slot].operation = nil
      return token
    }
    return nil
  }

  private mutating func event(_ completion: Completion) -> Event? {
    let token = Token(rawValue: completion.token)
    switch Kind(rawValue: token.kind) {
    case .accept: return accepted(completion)
    case .watch:
      if !completion.hasMore { prepare()?.poll(inotifyDescriptor, completion.token) }
      return nil
    case .wake:
      // A poll that completes once reports what is there, again and again until it is read.
      FileDescriptor.clear(wakeup.number)
      if !completion.hasMore { prepare()?.poll(wakeup.number, completion.token) }
      return .woken
    case .receive: return received(token.with(kind: 0), completion)
    // Cancels and closes complete only when there was nothing to do, which is as good.
    case .quiet, nil: return nil
    case .some(let kind): return operated(kind, token.with(kind: 0), completion)
    }
  }

  private mutating func received(_ token: Token, _ completion: Completion) -> Event? {
    precondition(isCurrent(token), "a slot is kept until its last completion")
    if let block = completion.block {
      buffers.took()
      if completion.result <= 0 { spare.append(block) }
    }
    if !completion.hasMore {
      slots[token.slot].isReceiving = false
      slots[token.slot].isCancelingReceive = false
    }
    defer { settle(token) }
    if let errno = completion.errno { return receiveFailed(token, errno) }
    guard completion.result > 0, let block = completion.block else { return .ended(token) }
    return .received(token, block, count: Int(completion.result))
  }

  private mutating func receiveFailed(_ token: Token, _ errno: Errno) -> Event? {
    let slot = slots[token.slot]
    if slot.isClosing { return nil }
    switch errno {
    case .noBufferSpace:
      slots[token.slot].isStarved = true
      starved.append(token)
      return nil
    case .canceled, .interrupted:
      if slot.wantsBytes { receive(token) }
      return nil
    default: return .disconnected(token)
    }
  }

  private mutating func operated(
    _ kind: Kind, _ token: Token, _ completion: Completion
  ) -> Event? {
    precondition(isCurrent(token), "a slot is kept until its last completion")
    slots[token.slot].operation = nil
    defer { settle(token) }
    switch kind {
    case .shutdown: return nil
    case .open: return opened(token, completion)
    case .install: return installed(token, completion)
    case .room: return hasRoom(token, completion)
    default: break
    }
    if let errno = completion.errno { return .failed(token, errno) }
    let count = Int(completion.result)
    switch kind {
    case .send: return .sent(token, count: count)
    case .inspect: return .inspected(token)
    case .read: return .read(token, count: count)
    case .accept, .receive, .open, .install, .sendFile, .room, .inspected, .shutdown, .quiet,
      .watch, .wake:
      return nil
    }
  }

  /// Closes a slot that waited for its last completion.
  mutating func settle(_ token: Token) {
    let slot = slots[token.slot]
    guard slot.isClosing, !slot.isReceiving, slot.operation == nil else { return }
    slots[token.slot].isClosing = false
    closeDescriptor(token)
    prepare()?.close(socket: slot.socket, UringEngine.token(.quiet))
    if !ring.tier.hasTable { freeSlots.append(token.slot) }
    closed.append(token)
  }
}
#endif
