import HTTPCore
import LinuxIO
import UringServer

/// An engine without a kernel: every outcome and every order is drawn from a seed.
///
/// It looks at lent memory when an operation completes, not when it is asked for, so memory that is
/// reused too early shows as wrong bytes; and it refuses whatever the contract of `Engine` forbids.
struct ScriptedEngine: Engine, ~Copyable {
  enum Operation {
    case send(Region, Region)
    case sendFile(Region, Int32, UInt64, Int)
    case open(String)
    case inspect(Int32)
    case read(Int32, UInt64, Region)
    case finish

    var isSend: Bool {
      switch self {
      case .send, .sendFile: true
      default: false
      }
    }
  }

  struct Faults {
    /// One operation in so many fails; 0 is never.
    var oneIn = 0
  }

  var random: SplitMix
  var files: ScriptedFiles
  var clients: [ScriptedClient]
  var faults = Faults()
  var milliseconds: UInt64 = 1_000_000
  private(set) var turn = 0
  private var isAccepting = false
  private var operations: [Int: (token: Token, operation: Operation)] = [:]
  private var closing: [Token] = []
  private var generations: [Int: UInt32] = [:]
  private var statuses: [Int: FileStatus] = [:]
  private var events: [Event] = []
  private var clientOfSlot: [Int: Int] = [:]
  private var waitingForBlocks = false
  /// Threads that there are none of: its tasks are done here.
  var background: BackgroundPool?
  private var tasks: [(task: BackgroundTask, mailbox: Mailbox)] = []
  /// Changes files between turns.
  var change: ((inout ScriptedFiles, inout SplitMix) -> Void)?

  init(seed: UInt64, files: ScriptedFiles, clients: [ScriptedClient]) {
    random = SplitMix(seed: seed)
    self.files = files
    self.clients = clients
  }

  func clock() -> Clock {
    Clock(
      monotonicMilliseconds: milliseconds, seconds: files.time / 1_000_000_000,
      nanoseconds: files.time % 1_000_000_000)
  }

  mutating func setAccepting(_ isAccepting: Bool) {
    self.isAccepting = isAccepting
    if !isAccepting { events.append(.acceptStopped) }
  }

  mutating func closeListener() {}

  private func client(_ token: Token) -> Int {
    guard let index = clientOfSlot[token.slot], clients[index].token == token else {
      preconditionFailure("an operation on a connection that is gone")
    }
    return index
  }

  mutating func receive(_ token: Token) { clients[client(token)].isReceiving = true }
  mutating func pauseReceiving(_ token: Token) { clients[client(token)].isReceiving = false }

  private mutating func start(_ token: Token, _ operation: Operation) {
    precondition(operations[token.slot] == nil, "one operation at a time")
    precondition(!closing.contains(token), "nothing is asked for after close")
    _ = client(token)
    operations[token.slot] = (token, operation)
  }

  mutating func send(_ token: Token, _ first: Region, then second: Region, more: Bool) {
    precondition(first.count + second.count > 0, "something is sent")
    start(token, .send(first, second))
  }

  static var sendsFiles: Bool { true }

  mutating func sendFile(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, count: Int
  ) {
    precondition(count > 0, "something is sent")
    start(token, .sendFile(first, file, offset, count))
  }

  mutating func open(_ token: Token, _ path: Region, _ rules: OpenRules) {
    start(token, .open(String(decoding: path.array.prefix { $0 != 0 }, as: UTF8.self)))
  }

  mutating func inspect(_ token: Token, _ file: Int32) { start(token, .inspect(file)) }
  func status(of token: Token) -> FileStatus { statuses[token.slot] ?? FileStatus() }

  mutating func read(
    _ token: Token, _ file: Int32, from offset: UInt64, into region: Region
  ) {
    start(token, .read(file, offset, region))
  }

  mutating func closeFile(_ file: Int32) { files.close(file) }
  mutating func finishSending(_ token: Token) { start(token, .finish) }

  mutating func close(_ token: Token) {
    precondition(!closing.contains(token), "a connection is closed once")
    _ = client(token)
    closing.append(token)
  }

  mutating func watch(file: Int32) -> Int32? { files.watch(file: file) }
  mutating func watch(directory: Int32) -> Bool {
    files.watchDirectories()
    return true
  }
  mutating func unwatchDirectories() {}
  mutating func unwatch(_ watch: Int32) { files.unwatch(watch) }
  mutating func nextChange() -> Inotify.Change? {
    files.changes.isEmpty ? nil : files.changes.removeFirst()
  }

  // MARK: The script

  mutating func wait(
    forAtMost milliseconds: UInt64, _ blocks: inout BlockPool
  ) throws(Errno) {
    precondition(events.allSatisfy { if case .acceptStopped = $0 { true } else { false } })
    turn += 1
    change?(&files, &random)
    acceptSome()
    for slot in operations.keys.sorted() where random.oneIn(2) { complete(slot) }
    for index in clients.indices { deliver(index, &blocks) }
    finishClosing()
    finishTasks()
    passTime(milliseconds)
    if !files.changes.isEmpty { events.insert(.changed, at: 0) }
  }

  mutating func next() -> Event? { events.isEmpty ? nil : events.removeFirst() }

  /// Time passes; when nothing else can happen, as much of it as the worker would wait.
  private mutating func passTime(_ wait: UInt64) {
    let canAct = clients.contains { client in
      client.token == nil || client.isReceiving && !client.toSend.isEmpty
    }
    let isIdle =
      events.isEmpty && tasks.isEmpty && operations.values.allSatisfy { isStalled($0.token) }
    let step = isIdle && !canAct ? min(wait, 70_000) : random.next() % 40
    milliseconds += step
    files.time += Int64(step) * 1_000_000
  }

  private func isStalled(_ token: Token) -> Bool {
    clients[client(token)].behaviour == .stalls && !closing.contains(token)
  }

  private mutating func acceptSome() {
    guard isAccepting else { return }
    for index in clients.indices where clients[index].token == nil && !clients[index].hasClosed {
      guard random.oneIn(3) else { continue }
      var slot = 0
      while clientOfSlot[slot] != nil { slot += 1 }
      let generation = (generations[slot] ?? 0) + 1
      generations[slot] = generation
      let token = Token(slot: slot, generation: generation)
      clientOfSlot[slot] = index
      clients[index].token = token
      events.append(.accepted(token))
    }
  }

  private mutating func complete(_ slot: Int) {
    guard let (token, operation) = operations[slot] else { return }
    let index = client(token)
    let isDead = closing.contains(token) || clients[index].hasClosed
    if clients[index].behaviour == .stalls, !closing.contains(token), operation.isSend { return }
    operations[slot] = nil
    if isDead, random.oneIn(2) { return events.append(.failed(token, .canceled)) }
    let fails = faults.oneIn > 0 && random.oneIn(faults.oneIn)
    switch operation {
    case .send(let first, let second): sent(token, first.array + second.array, fails)
    case .sendFile(let first, let file, let offset, let count):
      if Int.random(in: 0..<4, using: &random) == 0 {
        let isOnDisk = Int.random(in: 0..<4, using: &random) > 0
        return events.append(.failed(token, isOnDisk ? .tryAgain : .notSupported))
      }
      sent(token, first.array + files.read(file, from: offset, atMost: count), fails)
    case .open(let path): opened(token, path, fails)
    case .inspect(let file):
      if fails { return events.append(.failed(token, .inputOutput)) }
      statuses[slot] = files.status(file)
      events.append(.inspected(token))
    case .read(let file, let offset, let region):
      if fails { return events.append(.failed(token, .inputOutput)) }
      let bytes = files.read(file, from: offset, atMost: region.count)
      let count = bytes.isEmpty ? 0 : Int.random(in: 1...bytes.count, using: &random)
      var output = region.output(behind: 0)
      let part = bytes.prefix(count)
      output.append(part.span)
      events.append(.read(token, count: count))
    case .finish: break
    }
  }

  /// A part of `bytes` leaves, or all.
  private mutating func sent(_ token: Token, _ bytes: [UInt8], _ fails: Bool) {
    if fails { return events.append(.failed(token, .connectionReset)) }
    let count = bytes.isEmpty ? 0 : Int.random(in: 1...bytes.count, using: &random)
    let index = client(token)
    if !clients[index].hasClosed { clients[index].got.append(contentsOf: bytes.prefix(count)) }
    events.append(.sent(token, count: count))
  }

  private mutating func opened(_ token: Token, _ path: String, _ fails: Bool) {
    if fails { return events.append(.failed(token, .tooManyFiles)) }
    do throws(Errno) {
      events.append(.opened(token, file: try files.open(path)))
    } catch {
      events.append(.failed(token, error))
    }
  }

  /// Lets a client send a piece of what it has, of any size, or leave.
  private mutating func deliver(_ index: Int, _ blocks: inout BlockPool) {
    guard let token = clients[index].token, !closing.contains(token) else { return }
    clients[index].turnsLeft -= 1
    if clients[index].turnsLeft <= 0, !clients[index].hasClosed {
      clients[index].hasClosed = true
      if clients[index].isReceiving { events.append(.disconnected(token)) }
      return
    }
    guard clients[index].isReceiving, !clients[index].hasClosed, random.oneIn(2) else { return }
    if clients[index].toSend.isEmpty {
      guard clients[index].behaviour == .halfCloses, !clients[index].hasEnded else { return }
      clients[index].hasEnded = true
      return events.append(.ended(token))
    }
    guard let block = blocks.take() else { return }
    let limit = random.oneIn(4) ? 1 : random.oneIn(3) ? 40 : blocks.blockBytes
    let count = Int.random(
      in: 1...min(limit, clients[index].toSend.count), using: &random)
    var output = blocks.region(of: block).output(behind: 0)
    let part = clients[index].toSend.prefix(count)
    output.append(part.span)
    clients[index].toSend.removeFirst(count)
    clients[index].sentCount += count
    clients[index].marks.append((clients[index].sentCount, files.versions))
    events.append(.received(token, block, count: count))
  }

  /// Reports connections whose last operation has completed.
  private mutating func finishClosing() {
    for token in closing where operations[token.slot] == nil {
      guard random.oneIn(2) else { continue }
      let index = client(token)
      closing.removeAll { $0 == token }
      clientOfSlot[token.slot] = nil
      clients[index].hasClosed = true
      clients[index].token = nil
      events.append(.closed(token))
    }
  }

  /// Does some of the work that the worker gave to other threads.
  private mutating func finishTasks() {
    while let task = background?.takeTask() { tasks.append(task) }
    guard let index = tasks.indices.randomElement(using: &random), random.oneIn(2) else { return }
    let (task, mailbox) = tasks.remove(at: index)
    let fails = faults.oneIn > 0 && random.oneIn(faults.oneIn)
    let outcome = fails ? .failed : files.outcome(of: task)
    mailbox.post(.finished(BackgroundResult(task, outcome)))
    events.append(.woken)
  }

  /// Whether every client has been served and let go.
  var isDone: Bool { clients.allSatisfy { $0.hasClosed && $0.token == nil } }
}
