#if IOUring
package import LinuxIO

/// How each operation of a connection becomes submission queue entries.
extension UringEngine {
  package mutating func receive(_ token: Token) {
    slots[token.slot].wantsBytes = true
    let slot = slots[token.slot]
    guard !slot.isReceiving, !slot.isStarved else { return }
    slots[token.slot].isReceiving = true
    prepare()?.receive(
      slot.socket, group: ProvidedBuffers.group, token.with(kind: Kind.receive.rawValue).rawValue)
  }

  package mutating func pauseReceiving(_ token: Token) {
    slots[token.slot].wantsBytes = false
    cancelReceive(token)
  }

  private mutating func cancelReceive(_ token: Token) {
    let slot = slots[token.slot]
    guard slot.isReceiving, !slot.isCancelingReceive else { return }
    slots[token.slot].isCancelingReceive = true
    cancel(.receive, token)
  }

  private mutating func cancel(_ kind: Kind, _ token: Token) {
    prepare()?.cancel(token.with(kind: kind.rawValue).rawValue, UringEngine.token(.quiet))
  }

  /// Notes that `kind` is in flight; returns what its entry is to be submitted with.
  mutating func start(_ kind: Kind, _ token: Token) -> UInt64 {
    precondition(slots[token.slot].operation == nil, "one operation at a time")
    slots[token.slot].operation = kind
    return token.with(kind: kind.rawValue).rawValue
  }

  package mutating func send(
    _ token: Token, _ first: Region, then second: Region, more: Bool
  ) {
    let name = start(.send, token)
    let socket = slots[token.slot].socket
    if first.count == 0 || second.count == 0 {
      let bytes = first.count > 0 ? first : second
      prepare()?.send(socket, bytes, more: more, name)
      return
    }
    let message = messages.prepare(token.slot, first, then: second)
    prepare()?.send(socket, message, more: more, name)
  }

  /// The kernel hands every statx of a ring to one of its threads: a local file system is asked
  /// directly, which costs a twentieth and waits for no disk that stalls.
  package mutating func inspect(_ token: Token, _ file: Int32) {
    if let localDevice,
      (try? OpenFile.inspect(file, into: statuses[token.slot], on: localDevice)) == true
    {
      hasActed = true
      slots[token.slot].operation = .inspected
      return inspected.append(token)
    }
    let name = start(.inspect, token)
    prepare()?.inspect(file, into: statuses[token.slot], name)
  }

  package func status(of token: Token) -> FileStatus {
    statuses[token.slot].status
  }

  package mutating func read(
    _ token: Token, _ file: Int32, from offset: UInt64, into region: Region
  ) {
    let name = start(.read, token)
    prepare()?.read(file, from: offset, into: region, name)
  }

  package mutating func closeFile(_ file: Int32) {
    prepare()?.close(file, UringEngine.token(.quiet))
  }

  package mutating func finishSending(_ token: Token) {
    let name = start(.shutdown, token)
    prepare()?.shutdown(slots[token.slot].socket, name)
  }

  package mutating func close(_ token: Token) {
    slots[token.slot].wantsBytes = false
    slots[token.slot].isClosing = true
    cancelReceive(token)
    switch slots[token.slot].operation {
    // The kernel knows nothing of it.
    case .sendFile, .inspected: slots[token.slot].operation = nil
    case .some(let operation): cancel(operation, token)
    case nil: break
    }
    settle(token)
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
#endif
