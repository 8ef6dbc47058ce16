package import LinuxIO

/// What is tried at once, and what is left to an edge or to a thread.
extension EpollEngine {
  /// Notes that `operation` is under way.
  private mutating func start(_ operation: Operation, _ token: Token) {
    precondition(slots[token.slot].operation == nil, "one operation at a time")
    slots[token.slot].operation = operation
  }

  private mutating func end(_ event: Event, _ token: Token) {
    slots[token.slot].operation = nil
    events.append(event)
  }

  /// Has a thread make the call of the operation under way.
  private mutating func handOver(_ token: Token, _ call: FileThreadPool.Call) {
    slots[token.slot].isInPool = true
    pool.start(call, token.rawValue)
  }

  // MARK: Sending

  package mutating func send(
    _ token: Token, _ first: Region, then second: Region, more: Bool
  ) {
    start(.send(first, then: second, more: more), token)
    goOn(token)
  }

  package static var sendsFiles: Bool { true }

  package mutating func sendFile(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, count: Int
  ) {
    guard first.count == 0 else {
      return send(token, first, then: first.slice(0..<0), more: true)
    }
    start(.sendFile(file, offset: offset, count: count), token)
    goOn(token)
  }

  /// Sends as much as the socket has room for, unless it is known to have none.
  ///
  /// What fits is reported at once, so that a slow client is seen to make progress.
  mutating func goOn(_ token: Token) {
    guard slots[token.slot].mayHaveRoom, !slots[token.slot].isInPool else { return }
    let socket = slots[token.slot].socket
    switch slots[token.slot].operation {
    case .send(let first, let second, let more):
      let whole = first.count + second.count
      sent(token, StreamSocket.send(socket, first, then: second, more: more), of: whole)
    case .sendFile(let file, let offset, let count):
      let isHot =
        !slots[token.slot].isCold
        && OpenFile.isCached(file, from: offset, count: count)
      guard isHot else { return sendFromDisk(token, file, from: offset, count) }
      sent(token, StreamSocket.send(socket, file: file, from: offset, count: count), of: nil)
    case .open, .inspect, .read, nil: return
    }
  }

  /// Reports a send of `whole` bytes, where less than that means that the socket is full, epoll(7);
  /// a file may have other reasons.
  private mutating func sent(_ token: Token, _ transfer: Transfer, of whole: Int?) {
    switch transfer {
    case .moved(let count):
      movedBytes += count
      if let whole, count < whole { waitForRoom(token) }
      end(.sent(token, count: count), token)
    case .wouldBlock: waitForRoom(token)
    case .failed(let errno): end(.failed(token, errno), token)
    }
  }

  private mutating func waitForRoom(_ token: Token) {
    slots[token.slot].mayHaveRoom = false
    register(token)
  }

  /// A thread waits for the disk; room that comes in the meantime is noted.
  private mutating func sendFromDisk(
    _ token: Token, _ file: Int32, from offset: UInt64, _ count: Int
  ) {
    waitForRoom(token)
    let socket = slots[token.slot].socket
    handOver(token, .send(socket, file: file, from: offset, count: count))
  }

  package mutating func finishSending(_ token: Token) {
    StreamSocket.finishSending(slots[token.slot].socket)
  }

  // MARK: Files

  package mutating func open(_ token: Token, _ path: Region, _ rules: OpenRules) {
    slots[token.slot].isCold = localDevice == nil
    // Again and again: a mount or a rename anywhere makes the kernel give up on what is at hand,
    // and all threads may be waiting for a disk.
    for _ in 0..<OpenFile.cachedAttempts where localDevice != nil {
      do throws(Errno) {
        let file = try OpenFile.open(path, below: root, rules, mayWait: false)
        slots[token.slot].isCold = false
        return events.append(.opened(token, file: file))
      } catch {
        // Before Linux 5.12 the kernel cannot be asked not to wait.
        guard error == .tryAgain || error == .crossDevice || error == .invalidArgument else {
          return events.append(.failed(token, error))
        }
        slots[token.slot].isCold = true
        if error != .tryAgain { break }
      }
    }
    start(.open, token)
    handOver(token, .open(path, below: root, rules))
  }

  package mutating func inspect(_ token: Token, _ file: Int32) {
    let area = statuses[token.slot]
    do throws(Errno) {
      if !slots[token.slot].isCold, let localDevice,
        try OpenFile.inspect(file, into: area, on: localDevice)
      {
        return events.append(.inspected(token))
      }
    } catch {
      return events.append(.failed(token, error))
    }
    start(.inspect, token)
    handOver(token, .inspect(file, area))
  }

  package func status(of token: Token) -> FileStatus {
    statuses[token.slot].status
  }

  package mutating func read(
    _ token: Token, _ file: Int32, from offset: UInt64, into region: Region
  ) {
    switch OpenFile.read(file, from: offset, into: region, mayWait: false) {
    case .moved(let count) where count > 0:
      movedBytes += count
      events.append(.read(token, count: count))
    // It is on a disk, or on a file system that cannot tell; before Linux 5.11 nothing read is no
    // sign of the end either.
    case .moved, .wouldBlock, .failed(.notSupported), .failed(.invalidArgument),
      .failed(.notImplemented):
      start(.read, token)
      handOver(token, .read(file, from: offset, into: region))
    case .failed(let errno): events.append(.failed(token, errno))
    }
  }

  /// FUSE asks its server for each close: what a thread has opened one closes too.
  package mutating func closeFile(_ file: Int32) {
    if coldFiles.remove(file) != nil, pool.close(file) { return }
    _ = FileDescriptor(taking: file)
  }

  /// Reports what the threads have done.
  mutating func takeOutcomes() {
    while let outcome = pool.takeOutcome() {
      let token = Token(rawValue: outcome.token)
      precondition(isCurrent(token), "a connection is kept until its last call has ended")
      slots[token.slot].isInPool = false
      report(outcome, token)
      if slots[token.slot].isClosing { finishClosing(token) }
    }
  }

  private mutating func report(_ outcome: FileThreadPool.Outcome, _ token: Token) {
    let operation = slots[token.slot].operation
    guard outcome.result >= 0 else {
      let errno = Errno(negated: Int32(outcome.result))
      // The socket was full; by now it may have room again.
      if case .sendFile = operation, errno == .tryAgain {
        return slots[token.slot].mayHaveRoom ? listToSend(token) : ()
      }
      return end(.failed(token, errno), token)
    }
    switch operation {
    case .open:
      coldFiles.insert(Int32(outcome.result))
      end(.opened(token, file: Int32(outcome.result)), token)
    case .inspect: end(.inspected(token), token)
    case .read: end(.read(token, count: outcome.result), token)
    case .sendFile:
      slots[token.slot].mayHaveRoom = true
      end(.sent(token, count: outcome.result), token)
    case .send, nil: preconditionFailure("the thread pool was asked for something else")
    }
  }

  // MARK: Watching

  package mutating func watch(file: Int32) -> Int32? {
    try? inotify.watch(file: file)
  }

  package mutating func watch(directory: Int32) -> Bool {
    (try? inotify.watch(directory: directory)) != nil
  }

  package mutating func unwatchDirectories() {
    inotify.removeDirectories()
  }

  package mutating func unwatch(_ watch: Int32) {
    inotify.remove(watch)
  }

  package mutating func hasUnreadChanges() -> Bool {
    inotify.hasMore()
  }

  package mutating func nextChange() -> Inotify.Change? {
    inotify.next()
  }
}
