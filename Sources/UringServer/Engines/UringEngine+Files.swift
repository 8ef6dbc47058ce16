#if IOUring
package import LinuxIO

/// Stretches of large files, which leave by sendfile(2) when their turn comes.
extension UringEngine {
  /// Bytes of files that leave in one turn before requests are looked for again.
  private static let turnBytes = 1024 * 1024

  package static var sendsFiles: Bool { true }

  package mutating func sendFile(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, count: Int
  ) {
    guard first.count == 0 else {
      return send(token, first, then: first.slice(0..<0), more: true)
    }
    while fileSends.count <= token.slot { fileSends.append(FileSend()) }
    fileSends[token.slot] = FileSend(file: file, offset: offset, count: count)
    let slot = slots[token.slot]
    if slot.descriptor < 0, !ring.tier.hasTable { take(slot.socket, token) }
    guard slots[token.slot].descriptor < 0, ring.tier.hasTable, descriptorsLeft > 0 else {
      return list(token)
    }
    descriptorsLeft -= 1
    let name = start(.install, token)
    prepare()?.install(slot.socket, name)
  }

  /// Lets the stretch leave when its turn comes.
  private mutating func list(_ token: Token) {
    slots[token.slot].operation = .sendFile
    guard !slots[token.slot].isListedToSend else { return }
    slots[token.slot].isListedToSend = true
    filesToSend.append(Int32(token.slot))
  }

  // MARK: Events

  /// Takes the descriptor over that was made of a place of the table.
  mutating func installed(_ token: Token, _ completion: Completion) -> Event? {
    if let errno = completion.errno {
      descriptorsLeft += 1
      return slots[token.slot].isClosing ? nil : .failed(token, errno)
    }
    take(completion.result, token)
    if !slots[token.slot].isClosing { list(token) }
    return nil
  }

  /// Notes what sendfile(2) knows the socket by, which must not make it wait; the ring's own
  /// operations wait as before.
  private mutating func take(_ descriptor: Int32, _ token: Token) {
    slots[token.slot].descriptor = descriptor
    do throws(Errno) {
      try StreamSocket.stopWaiting(descriptor)
    } catch {
      closeDescriptor(token)
    }
  }

  /// There is room for a stretch; or a poll says nothing but that the peer has closed its half,
  /// which it will say at once again and again: a send can wait for room all the same.
  mutating func hasRoom(_ token: Token, _ completion: Completion) -> Event? {
    guard !slots[token.slot].isClosing else { return nil }
    guard completion.saysRoom else { return .failed(token, .tryAgain) }
    list(token)
    return nil
  }

  /// Sends stretches until there is something to report; `nil` if the turn should end.
  mutating func sendNextFile() -> Event? {
    while movedBytes < UringEngine.turnBytes, let number = filesToSend.popFirst() {
      let index = Int(number)
      slots[index].isListedToSend = false
      // Its connection may have been closed since.
      guard slots[index].operation == .sendFile else { continue }
      let token = Token(slot: index, generation: slots[index].generation)
      if let event = sendFile(token) { return event }
    }
    return nil
  }

  private mutating func sendFile(_ token: Token) -> Event? {
    let send = fileSends[token.slot]
    let socket = slots[token.slot].descriptor
    slots[token.slot].operation = nil
    guard socket >= 0 else { return .failed(token, .notSupported) }
    guard OpenFile.isCached(send.file, from: send.offset, count: send.count) else {
      return .failed(token, .tryAgain)
    }
    switch StreamSocket.send(socket, file: send.file, from: send.offset, count: send.count) {
    case .moved(let count):
      movedBytes += count
      hasActed = true
      return .sent(token, count: count)
    case .wouldBlock:
      let name = start(.room, token)
      prepare()?.awaitRoom(slots[token.slot].socket, name)
      return nil
    case .failed(let errno): return .failed(token, errno)
    }
  }

  // MARK: Letting go

  /// Closes what was made of a place of the table.
  mutating func closeDescriptor(_ token: Token) {
    let descriptor = slots[token.slot].descriptor
    slots[token.slot].descriptor = -1
    guard ring.tier.hasTable, descriptor >= 0 else { return }
    prepare()?.close(descriptor, UringEngine.token(.quiet))
    descriptorsLeft += 1
  }

  /// What was sent or looked at in this turn was so before changes were looked for again.
  package mutating func hasUnreadChanges() -> Bool {
    hasActed && inotify.hasMore()
  }
}
#endif
