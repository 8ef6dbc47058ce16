import HTTPCore
package import LinuxIO

/// One thread's loop: the only place where engine, connections, files and time limits meet.
///
/// A turn waits for events and handles each to the point where its connection waits for the next
/// one, so a connection has exactly one operation under way, and whatever the turn asks the kernel
/// for is submitted with the next wait.
package struct Worker<E: Engine & ~Copyable>: ~Copyable {
  // The engine is dropped first: it lets go of all memory below.
  package var engine: E
  package var blocks: BlockPool
  var streamBlocks: BlockPool
  var links: BlockLinks
  package var cache: FileCache
  var slots: FixedArray<Slot>
  var exchanges: Exchanges
  var timeouts: TimeoutWheel
  /// Directories, by canonical path, whose names are watched.
  var watchedDirectories: Set<[UInt8]> = []
  let limits: WorkerLimits
  let site: Site
  /// What other threads tell this one.
  let mailbox: Mailbox
  /// Threads for work that would hold the loop up.
  let background: BackgroundPool?
  /// Connections whose answers wait for such work, by what it is about.
  var waiting: [WaitingConnection] = []
  /// Connections whose fill others may wait for, by what it finds out.
  var leaders: [UInt64: Token] = [:]
  /// Those others.
  var followers: [FollowingConnection] = []
  var hasReadyFollowers = false
  /// Where a canonical path is written: a target's bytes, the index name and a NUL.
  let pathScratch: Region
  let noBytes: Region
  var pathCount = 0
  var now: UInt64
  var moment: Moment
  private var liveCount = 0
  private var isAccepting = false
  private var acceptRetryAt: UInt64?
  private var drainDeadline: UInt64?
  /// The drain's time was up: what is left waits for the kernel alone.
  private var hasClosedAll = false

  /// A worker for `site` on `engine`; ENOMEM if its memory cannot be promised.
  package init(
    _ engine: consuming E, _ site: Site, _ limits: WorkerLimits, _ mailbox: Mailbox = Mailbox(),
    _ background: BackgroundPool? = nil
  ) throws(Errno) {
    let blocks = try BlockPool(count: limits.blocks, blockBytes: limits.blockBytes)
    let streamBlocks = try BlockPool(
      count: limits.streamBlocks, blockBytes: limits.streamBlockBytes)
    let clock = engine.clock()
    self.engine = engine
    links = BlockLinks(blocks: limits.blocks)
    cache = FileCache(limits.cache, responses: limits.slots)
    slots = FixedArray(capacity: limits.slots)
    exchanges = Exchanges(capacity: limits.slots)
    timeouts = TimeoutWheel(
      slots: limits.slots,
      milliseconds: [
        limits.idleMilliseconds, limits.requestMilliseconds, limits.progressMilliseconds,
      ])
    self.limits = limits
    self.site = site
    self.mailbox = mailbox
    self.background = background
    pathScratch = Region.allocate(count: HTTPCore.Limits.targetBytes + site.index.count + 2)
    noBytes = blocks.region(of: Block(number: 0)).slice(0..<0)
    now = clock.monotonicMilliseconds
    moment = Moment(clock)
    self.blocks = blocks
    self.streamBlocks = streamBlocks
  }

  deinit {
    mailbox.close()
    pathScratch.deallocate()
  }

  // MARK: The loop

  /// Starts accepting; `turn` is to be called until it returns false.
  package mutating func start() {
    isAccepting = true
    engine.setAccepting(true)
  }

  /// Waits for events and handles them; false once a drained worker has nothing left to do.
  ///
  /// A time limit of `milliseconds` holds even if nothing happens.
  package mutating func turn(forAtMost milliseconds: UInt64 = .max) throws(Errno) -> Bool {
    let wait = min(milliseconds, waitMilliseconds())
    try engine.wait(forAtMost: wait, &blocks)
    readClock()
    while let event = engine.next() {
      handle(event)
      resumeFollowers()
    }
    expire()
    resumeFollowers()
    return !isDrained
  }

  private mutating func waitMilliseconds() -> UInt64 {
    let drainEnd = hasClosedAll ? nil : drainDeadline
    let earliest = min(
      timeouts.nextExpiry() ?? .max, min(acceptRetryAt ?? .max, drainEnd ?? .max))
    let current = engine.clock().monotonicMilliseconds
    return earliest > current ? earliest - current : 0
  }

  private mutating func readClock() {
    let clock = engine.clock()
    now = clock.monotonicMilliseconds
    if clock.seconds != moment.date.seconds { moment = Moment(clock) }
  }

  private mutating func handle(_ event: Event) {
    switch event {
    case .accepted(let token): accepted(token)
    case .acceptFailed: retryAcceptLater()
    case .acceptStopped: if drainDeadline != nil { engine.closeListener() }
    case .received(let token, let block, let count): received(token, block, count)
    case .ended(let token): ended(token)
    case .sent(let token, let count): sent(token, count)
    case .opened(let token, let file): fillOpened(token, file)
    case .inspected(let token): inspected(token)
    case .read(let token, let count): read(token, count)
    case .disconnected(let token): close(token)
    case .failed(let token, let errno): failed(token, errno)
    case .closed(let token): closed(token)
    case .changed: filesChanged()
    case .woken: takeMessages()
    }
  }

  // MARK: Accepting

  /// How many connections there are.
  package var connectionCount: Int { liveCount }

  private mutating func accepted(_ token: Token) {
    while slots.count <= token.slot { slots.append(Slot()) }
    slots[token.slot] = Slot()
    slots[token.slot].token = token
    slots[token.slot].activity = .receiving
    liveCount += 1
    if liveCount >= limits.connections, isAccepting {
      isAccepting = false
      engine.setAccepting(false)
    }
    timeouts.enter(token.slot, .idle, now: now)
    engine.receive(token)
    if drainDeadline != nil { close(token) }
  }

  /// The kernel had no room for a socket: the rest wait in the backlog until one is closed.
  private mutating func retryAcceptLater() {
    guard isAccepting else { return }
    isAccepting = false
    acceptRetryAt = now + limits.acceptRetryMilliseconds
  }

  private mutating func resumeAccepting() {
    guard !isAccepting, drainDeadline == nil, liveCount < limits.connections else { return }
    acceptRetryAt = nil
    isAccepting = true
    engine.setAccepting(true)
  }

  // MARK: Closing

  /// Ends a connection now; its memory is kept until the engine says `closed`.
  mutating func close(_ token: Token) {
    guard slots[token.slot].activity != .closing else { return }
    slots[token.slot].activity = .closing
    timeouts.leave(token.slot)
    engine.close(token)
  }

  private mutating func closed(_ token: Token) {
    let slot = token.slot
    if slots[slot].exchange >= 0 {
      endFill(slot)
      releaseOutput(slot)
      releaseBody(slot)
      exchanges[slots[slot].exchange].input.removeAll(links, &blocks)
      exchanges.abandon(slots[slot].exchange)
      slots[slot].exchange = -1
    }
    slots[slot].activity = .free
    liveCount -= 1
    resumeAccepting()
  }

  /// Makes sure of an exchange for what a connection begins to do.
  mutating func beginExchange(_ slot: Int) {
    if slots[slot].exchange < 0 { slots[slot].exchange = exchanges.take() }
  }

  // MARK: Time limits

  private mutating func expire() {
    while let slot = timeouts.popExpired(now: now) {
      let token = slots[slot].token
      guard slots[slot].activity == .receiving else {
        close(token)
        continue
      }
      beginExchange(slot)
      guard prepareOutput(slot) else {
        close(token)
        continue
      }
      let input = exchanges[slots[slot].exchange].input.region(in: blocks, orElse: noBytes)
      let region = outputRegion(slot)
      var output = region.output(behind: exchanges[slots[slot].exchange].outputCount)
      let operation = exchanges[slots[slot].exchange].connection.timedOut(
        input.bytes, output: &output, moment)
      exchanges[slots[slot].exchange].outputCount = output.count
      run(token, operation)
    }
    if let retry = acceptRetryAt, retry <= now { resumeAccepting() }
    if let deadline = drainDeadline, deadline <= now, !hasClosedAll { closeAll() }
  }

  private mutating func closeAll() {
    hasClosedAll = true
    for slot in 0..<slots.count where slots[slot].activity != .free {
      close(slots[slot].token)
    }
  }

  // MARK: Draining

  /// Stops accepting and lets responses under way end, for as long as the limits allow.
  package mutating func drain() {
    guard drainDeadline == nil else { return }
    drainDeadline = now + limits.shutdownMilliseconds
    acceptRetryAt = nil
    if isAccepting { engine.setAccepting(false) } else { engine.closeListener() }
    isAccepting = false
    for slot in 0..<slots.count where slots[slot].activity != .free {
      beginExchange(slot)
      exchanges[slots[slot].exchange].connection.drain()
      if slots[slot].activity == .receiving { advance(slots[slot].token) }
    }
  }

  private var isDrained: Bool { drainDeadline != nil && liveCount == 0 }
}
