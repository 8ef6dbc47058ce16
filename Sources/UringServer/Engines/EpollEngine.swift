package import LinuxIO

/// The engine on epoll(7), edge-triggered: the honest baseline, and what serves where io_uring is
/// refused.
///
/// Theory of operation. `wait` takes everything that may be answered: it accepts a batch, receives
/// once from each connection that may have bytes, and then reads what inotify(7) has reported, so
/// that a change comes before any request that was sent after it. What the worker asks for is tried
/// at once, and only what would block waits for an edge.
///
/// A socket joins the epoll set the first time that something would block, and then for both
/// directions and for good: a connection that is answered and closed at once never does. A receive
/// that left room has emptied the socket, epoll(7), and is not repeated before the next edge.
///
/// Calls that may wait for a disk are first made so that they do not (RESOLVE_CACHED, RWF_NOWAIT),
/// and handed to a small pool of threads where they would have to.
package struct EpollEngine: Engine, ~Copyable {
  /// What a readiness is about; the top byte of its token.
  enum Kind: UInt8 {
    case connection
    case listener
    case watch
    case wake
    case pool
  }

  /// What a connection has under way besides receiving.
  enum Operation {
    case send(Region, then: Region, more: Bool)
    case sendFile(Int32, offset: UInt64, count: Int)
    case open
    case inspect
    case read
  }

  struct Slot {
    var generation: UInt32 = 0
    var socket: Int32 = -1
    /// The worker wants bytes.
    var wantsBytes = false
    /// The socket may hold bytes, or the news of its end.
    var mayHaveBytes = true
    /// The peer has sent its last byte; receiving goes on until that is seen.
    var hasEnded = false
    var isRegistered = false
    /// It stands in `readable`.
    var isListed = false
    /// What it last received is still to be reported.
    var holdsReceived = false
    /// It stands in `writable`.
    var isListedToSend = false
    /// The operation is a thread's, and so is its memory.
    var isInPool = false
    var isClosing = false
    /// The socket may have room for more.
    var mayHaveRoom = true
    /// The last file was not in the kernel's caches, or not of a local file system: what is asked
    /// of it may wait.
    var isCold = false
    var operation: Operation?
  }

  /// Connections accepted in one turn, so that those there are get theirs too.
  private static let acceptsMax = 64
  /// Bytes moved in one turn before it ends: what clients take at once never keeps others waiting.
  private static let turnBytes = 4 * 1024 * 1024
  /// Threads that wait for disks.
  private static let threads = 4

  let epoll: Epoll
  let pool: FileThreadPool
  var inotify: Inotify
  private var listener: FileDescriptor?
  private let listenerNumber: Int32
  private let wakeup: FileDescriptor
  let root: Int32
  /// The root's file system if it is a local one, which answers without waiting where it can.
  let localDevice: UInt64?
  var slots: [Slot]
  private var free: [Int32]
  let statuses: StatusAreas
  var events: FixedQueue<Event>
  /// Connections to receive from in the next `wait`.
  private var readable: [Token] = []
  /// Of these, what was received from and may have more.
  private var unfinished: [Token] = []
  /// Slots whose connections may have room again for what they are being sent, once each.
  private var writable: FixedQueue<Int32>
  private var prefersWritable = false
  private var isAccepting = false
  private var mayHaveConnections = true
  private var isChangePending = false
  /// Files that a thread has opened: closing one may wait, too.
  var coldFiles: Set<Int32> = []
  /// Bytes sent and read since the last `wait`.
  var movedBytes = 0

  /// An engine for `count` connections at a time.
  ///
  /// It takes over the listener, the eventfd that wakes it and the queue of changes; the root's
  /// descriptor must stay open longer than the engine lives. `cpus` are for the threads that wait.
  package init(
    slots count: Int, listener: consuming FileDescriptor, wakeup: consuming FileDescriptor,
    inotify: consuming Inotify, root: Int32, localDevice: UInt64?,
    cpus: [Int] = []
  ) throws(Errno) {
    let epoll = try Epoll()
    try StreamSocket.stopWaiting(listener.number)
    try epoll.add(listener.number, EpollEngine.token(.listener))
    try epoll.add(wakeup.number, EpollEngine.token(.wake))
    try epoll.add(inotify.descriptor.number, EpollEngine.token(.watch))
    let pool = try FileThreadPool(
      threads: EpollEngine.threads, on: cpus, callsMax: count)
    do throws(Errno) {
      try epoll.add(pool.signal.number, EpollEngine.token(.pool))
    } catch {
      pool.end()
      throw error
    }
    self.epoll = epoll
    self.pool = pool
    self.inotify = inotify
    listenerNumber = listener.number
    self.listener = consume listener
    self.wakeup = wakeup
    self.root = root
    self.localDevice = localDevice
    slots = Array(repeating: Slot(), count: count)
    free = (0..<Int32(count)).reversed()
    statuses = StatusAreas(count: count)
    // Accepted, received or ended, one operation, closed: no connection has more to say in a turn.
    events = FixedQueue(capacity: 4 * count + 8)
    readable.reserveCapacity(count)
    unfinished.reserveCapacity(count)
    writable = FixedQueue(capacity: count)
  }

  deinit {
    // Its threads may be at work on memory of the worker, which is freed after this.
    pool.end()
    for slot in slots where slot.socket >= 0 { _ = FileDescriptor(taking: slot.socket) }
  }

  private static func token(_ kind: Kind) -> UInt64 {
    Token(slot: 0, generation: 0, kind: kind.rawValue).rawValue
  }

  package func clock() -> Clock { Clock.read() }

  package mutating func next() -> Event? {
    if isChangePending {
      isChangePending = false
      return .changed
    }
    guard let event = nextEvent() else { return nil }
    switch event {
    case .received(let token, _, _): slots[token.slot].holdsReceived = false
    case .closed(let token): free.append(Int32(token.slot))
    default: break
    }
    return event
  }

  /// In turns with what may be sent now, so that neither keeps the other waiting.
  private mutating func nextEvent() -> Event? {
    while movedBytes < EpollEngine.turnBytes {
      prefersWritable.toggle()
      if prefersWritable || events.isEmpty, let slot = writable.popFirst() {
        slots[Int(slot)].isListedToSend = false
        goOn(Token(slot: Int(slot), generation: slots[Int(slot)].generation))
      } else if let event = events.popFirst() {
        return event
      } else if writable.isEmpty {
        return nil
      }
    }
    return nil
  }

  func isCurrent(_ token: Token) -> Bool {
    slots[token.slot].generation == token.generation && slots[token.slot].socket >= 0
  }

  // MARK: Waiting

  package mutating func wait(
    forAtMost milliseconds: UInt64, _ blocks: inout BlockPool
  ) throws(Errno) {
    movedBytes = 0
    let isBusy =
      !events.isEmpty || !writable.isEmpty || canAccept
      || !readable.isEmpty && blocks.freeCount > 0
    let count = try epoll.wait(forAtMost: isBusy ? 0 : milliseconds)
    var mayHaveChanged = false
    var wasWoken = false
    for index in 0..<count {
      let readiness = epoll[index]
      let token = Token(rawValue: readiness.token)
      switch Kind(rawValue: token.kind) {
      case .connection: note(readiness, token)
      case .listener: mayHaveConnections = true
      case .watch: mayHaveChanged = true
      case .wake: wasWoken = true
      case .pool: takeOutcomes()
      case nil: preconditionFailure("tokens are made here")
      }
    }
    acceptSome()
    // In this order: whatever was reported before a request was sent is there once it was received.
    if receiveAll(&blocks) || mayHaveChanged { isChangePending = inotify.hasMore() }
    // Last: what came before it is still to be answered.
    if wasWoken { events.append(.woken) }
  }

  private mutating func note(_ readiness: Epoll.Readiness, _ token: Token) {
    guard isCurrent(token) else { return }
    if readiness.hasEnded { slots[token.slot].hasEnded = true }
    if readiness.isReadable {
      slots[token.slot].mayHaveBytes = true
      list(token)
    }
    if readiness.isWritable {
      slots[token.slot].mayHaveRoom = true
      listToSend(token)
    }
  }

  // MARK: Accepting

  private var canAccept: Bool { isAccepting && mayHaveConnections && !free.isEmpty }

  package mutating func setAccepting(_ isAccepting: Bool) {
    self.isAccepting = isAccepting
    if !isAccepting { events.append(.acceptStopped) }
  }

  package mutating func closeListener() {
    listener = nil
    mayHaveConnections = false
  }

  private mutating func acceptSome() {
    var count = 0
    while count < EpollEngine.acceptsMax, canAccept {
      count += 1
      switch StreamSocket.accept(on: listenerNumber) {
      case .accepted(let socket): accepted(socket)
      case .nobody: mayHaveConnections = false
      case .lost: break
      case .failed(let errno):
        isAccepting = false
        events.append(.acceptFailed(errno))
      }
    }
  }

  private mutating func accepted(_ socket: Int32) {
    guard let place = free.popLast() else { preconditionFailure("a place was free") }
    let index = Int(place)
    let generation = (slots[index].generation + 1) & 0xFF_FFFF
    let isListedToSend = slots[index].isListedToSend
    slots[index] = Slot()
    slots[index].generation = generation
    slots[index].socket = socket
    // Its place in the queue is the slot's, whoever has it.
    slots[index].isListedToSend = isListedToSend
    events.append(.accepted(Token(slot: index, generation: generation)))
  }

  // MARK: Receiving

  package mutating func receive(_ token: Token) {
    slots[token.slot].wantsBytes = true
    if slots[token.slot].mayHaveBytes { list(token) } else { register(token) }
  }

  package mutating func pauseReceiving(_ token: Token) {
    slots[token.slot].wantsBytes = false
  }

  /// Lets the next `wait` receive.
  private mutating func list(_ token: Token) {
    guard slots[token.slot].wantsBytes, !slots[token.slot].isListed else { return }
    slots[token.slot].isListed = true
    readable.append(token)
  }

  mutating func listToSend(_ token: Token) {
    guard slots[token.slot].operation != nil, !slots[token.slot].isListedToSend else { return }
    slots[token.slot].isListedToSend = true
    writable.append(Int32(token.slot))
  }

  /// Receives once from every listed connection; returns whether any bytes came.
  ///
  /// Where blocks run out, who got none comes first the next time.
  private mutating func receiveAll(_ blocks: inout BlockPool) -> Bool {
    var hasReceived = false
    var kept = 0
    for index in 0..<readable.count {
      let token = readable[index]
      // Closed since, and perhaps taken again.
      guard isCurrent(token) else { continue }
      slots[token.slot].isListed = false
      guard slots[token.slot].wantsBytes else { continue }
      let block = slots[token.slot].holdsReceived ? nil : blocks.take()
      if let block, receive(token, block, &blocks) { hasReceived = true }
      guard slots[token.slot].wantsBytes, slots[token.slot].mayHaveBytes else { continue }
      slots[token.slot].isListed = true
      if block != nil {
        unfinished.append(token)
      } else {
        readable[kept] = token
        kept += 1
      }
    }
    readable.removeLast(readable.count - kept)
    readable.append(contentsOf: unfinished)
    unfinished.removeAll(keepingCapacity: true)
    return hasReceived
  }

  private mutating func receive(
    _ token: Token, _ block: Block, _ blocks: inout BlockPool
  ) -> Bool {
    let slot = token.slot
    let region = blocks.region(of: block)
    let transfer = StreamSocket.receive(slots[slot].socket, into: region)
    if case .moved(let count) = transfer, count > 0 {
      slots[slot].mayHaveBytes = count == region.count || slots[slot].hasEnded
      slots[slot].holdsReceived = true
      events.append(.received(token, block, count: count))
      return true
    }
    blocks.free(block)
    switch transfer {
    case .wouldBlock:
      slots[slot].mayHaveBytes = false
      register(token)
    case .moved:
      slots[slot].wantsBytes = false
      events.append(.ended(token))
    case .failed: disconnected(token)
    }
    return false
  }

  private mutating func disconnected(_ token: Token) {
    slots[token.slot].wantsBytes = false
    events.append(.disconnected(token))
  }

  /// Has edges reported from now on; one that came before is reported too.
  mutating func register(_ token: Token) {
    guard !slots[token.slot].isRegistered else { return }
    slots[token.slot].isRegistered = true
    do throws(Errno) {
      try epoll.add(socket: slots[token.slot].socket, token.rawValue)
    } catch {
      disconnected(token)
    }
  }

  // MARK: Closing

  package mutating func close(_ token: Token) {
    slots[token.slot].wantsBytes = false
    slots[token.slot].isClosing = true
    // What a thread is at is not free before the thread is done.
    if !slots[token.slot].isInPool { finishClosing(token) }
  }

  mutating func finishClosing(_ token: Token) {
    // Leaves the epoll set with it, epoll(7): nobody else has the socket.
    _ = FileDescriptor(taking: slots[token.slot].socket)
    slots[token.slot].socket = -1
    slots[token.slot].operation = nil
    events.append(.closed(token))
  }
}
