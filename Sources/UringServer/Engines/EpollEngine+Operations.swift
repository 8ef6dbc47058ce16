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

  // MARK: Sending

  package mutating func send(
    _ token: Token, _ first: Region, then second: Region, more: Bool
  ) {
    start(.send(first, then: second, more: more), token)
    goOn(token)
  }

  package static var sendsFiles: Bool { true }

  package func isCached(_ file: Int32, from offset: UInt64, count: Int) -> Bool {
    OpenFile.isCached(file, from: offset, count: count)
  }

  package mutating func sendFile(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, count: Int
  ) {
    start(.sendFile(first, file: file, offset: offset, count: count), token)
    goOn(token)
  }

  /// Sends as much as the socket has room for, unless it is known to have none.
  ///
  /// What fits is reported at once, so that a slow client is seen to make progress.
  mutating func goOn(_ token: Token) {
    guard slots[token.slot].mayHaveRoom else { return }
    switch slots[token.slot].operation {
    case .send(let first, let second, let more): goOn(token, first, second, more: more)
    case .sendFile(let first, let file, let offset, let count):
      goOn(token, first, file, from: offset, count)
    case .open, .inspect, .read, nil: return
    }
  }

  private mutating func goOn(_ token: Token, _ first: Region, _ second: Region, more: Bool) {
    switch StreamSocket.send(slots[token.slot].socket, first, then: second, more: more) {
    case .moved(let count):
      sentBytes += count
      // A short send has filled the socket, epoll(7).
      if count < first.count + second.count { waitForRoom(token) }
      end(.sent(token, count: count), token)
    case .wouldBlock: waitForRoom(token)
    case .failed(let errno): end(.failed(token, errno), token)
    }
  }

  private mutating func goOn(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, _ count: Int
  ) {
    var sent = 0
    while sent < first.count + count {
      switch sendPart(token, first, file, from: offset, count, behind: sent) {
      // Nothing at all: the file is shorter than it was.
      case .moved(0): return end(.sent(token, count: sent), token)
      case .moved(let moved):
        sent += moved
        sentBytes += moved
      case .wouldBlock:
        waitForRoom(token)
        if sent > 0 { end(.sent(token, count: sent), token) }
        return
      case .failed(let errno): return end(.failed(token, errno), token)
      }
    }
    end(.sent(token, count: sent), token)
  }

  private func sendPart(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, _ count: Int,
    behind sent: Int
  ) -> Transfer {
    let socket = slots[token.slot].socket
    guard sent >= first.count else {
      return StreamSocket.send(socket, first.from(sent), then: first.slice(0..<0), more: true)
    }
    let position = sent - first.count
    return StreamSocket.send(
      socket, file: file, from: offset + UInt64(position), count: count - position)
  }

  private mutating func waitForRoom(_ token: Token) {
    slots[token.slot].mayHaveRoom = false
    register(token)
  }

  package mutating func finishSending(_ token: Token) {
    StreamSocket.finishSending(slots[token.slot].socket)
  }

  // MARK: Files

  package mutating func open(_ token: Token, _ path: Region, _ rules: OpenRules) {
    do throws(Errno) {
      let file = try OpenFile.open(path, below: root, rules, mayWait: false)
      slots[token.slot].isCold = false
      events.append(.opened(token, file: file))
    } catch .tryAgain, .invalidArgument {
      slots[token.slot].isCold = true
      start(.open, token)
      pool.start(.open(path, below: root, rules), token.rawValue)
    } catch {
      events.append(.failed(token, error))
    }
  }

  package mutating func inspect(_ token: Token, _ file: Int32) {
    let area = statuses[token.slot]
    guard !slots[token.slot].isCold else {
      start(.inspect, token)
      return pool.start(.inspect(file, area), token.rawValue)
    }
    do throws(Errno) {
      try OpenFile.inspect(file, into: area)
      events.append(.inspected(token))
    } catch {
      events.append(.failed(token, error))
    }
  }

  package func status(of token: Token) -> FileStatus {
    statuses[token.slot].status
  }

  package mutating func read(
    _ token: Token, _ file: Int32, from offset: UInt64, into region: Region
  ) {
    switch OpenFile.read(file, from: offset, into: region, mayWait: false) {
    case .moved(let count): events.append(.read(token, count: count))
    // It is on a disk, or on a file system that cannot tell.
    case .wouldBlock, .failed(.notSupported), .failed(.invalidArgument), .failed(.notImplemented):
      start(.read, token)
      pool.start(.read(file, from: offset, into: region), token.rawValue)
    case .failed(let errno): events.append(.failed(token, errno))
    }
  }

  package mutating func closeFile(_ file: Int32) {
    _ = FileDescriptor(taking: file)
  }

  /// Reports what the threads have done.
  mutating func takeOutcomes() {
    while let outcome = pool.takeOutcome() {
      let token = Token(rawValue: outcome.token)
      precondition(isCurrent(token), "a connection is kept until its last call has ended")
      end(event(outcome, token), token)
      if slots[token.slot].isClosing { finishClosing(token) }
    }
  }

  private func event(_ outcome: FileThreadPool.Outcome, _ token: Token) -> Event {
    guard outcome.result >= 0 else {
      return .failed(token, Errno(negated: Int32(outcome.result)))
    }
    switch slots[token.slot].operation {
    case .open: return .opened(token, file: Int32(outcome.result))
    case .inspect: return .inspected(token)
    case .read: return .read(token, count: outcome.result)
    case .send, .sendFile, nil: preconditionFailure("the thread pool only opens, looks and reads")
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

  package mutating func nextChange() -> Inotify.Change? {
    inotify.next()
  }
}
