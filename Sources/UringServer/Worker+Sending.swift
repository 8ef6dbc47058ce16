import HTTPCore
import LinuxIO

/// Sending: answers, bodies in memory, and files in stretches.
extension Worker where E: ~Copyable {
  // MARK: Starting

  /// Sends what is in the output.
  mutating func sendOutput(_ token: Token) {
    let slot = token.slot
    slots[slot].activity = .sendingOutput
    timeouts.enter(slot, .progress, now: now)
    engine.send(token, unsentOutput(slot), then: noBytes, more: false)
  }

  /// Sends a part of the body, behind what is left of the output.
  mutating func sendBody(_ token: Token, _ offset: UInt64, _ count: UInt64) {
    let slot = token.slot
    guard let entry = exchanges[slots[slot].exchange].entry else { return close(token) }
    timeouts.enter(slot, .progress, now: now)
    if let body = cache.content(entry)?.body {
      slots[slot].activity = .sendingBody
      let stretch = Int(min(count, UInt64(limits.sendBytes)))
      let part = body.slice(Int(offset)..<(Int(offset) + stretch))
      engine.send(token, unsentOutput(slot), then: part, more: UInt64(stretch) < count)
    } else if let file = cache.file(entry) {
      if !sendFile(token, entry, file, offset, count) { readStretch(token, file, offset, count) }
    } else {
      close(token)
    }
  }

  /// Sends a stretch from where it is, if the engine can do that.
  ///
  /// The last bytes always pass through memory: they are checked before they leave, so that a
  /// response is complete only if its file was not written to up to then. What would be kept in
  /// memory if it held still goes by way of it, as its pages would go on changing in the socket.
  private mutating func sendFile(
    _ token: Token, _ entry: Int, _ file: Int32, _ offset: UInt64, _ count: UInt64
  ) -> Bool {
    let last = UInt64(limits.blockBytes)
    guard E.sendsFiles, count > last,
      cache.status(entry).size > UInt64(limits.cache.bodyBytes)
    else { return false }
    if exchanges[slots[token.slot].exchange].copies != .nothing {
      if exchanges[slots[token.slot].exchange].copies == .stretch {
        exchanges[slots[token.slot].exchange].copies = .nothing
      }
      return false
    }
    let stretch = Int(min(count - last, UInt64(limits.sendFileBytes)))
    slots[token.slot].activity = .sendingFile
    engine.sendFile(token, unsentOutput(token.slot), file, from: offset, count: stretch)
    return true
  }

  /// Goes on by way of memory where this file, or a stretch of it, cannot be sent from where it is.
  mutating func sendFileFailed(_ token: Token, _ errno: Errno) {
    switch errno {
    case .tryAgain: exchanges[slots[token.slot].exchange].copies = .stretch
    case .invalidArgument, .notImplemented, .notPermitted, .notSupported, .tooManyFiles,
      .fileTableFull, .outOfMemory:
      exchanges[slots[token.slot].exchange].copies = .file
    default: return close(token)
    }
    run(token, exchanges[slots[token.slot].exchange].connection.bodySent(0))
  }

  /// Reads a stretch into a large block while there is one, or else into the output's.
  private mutating func readStretch(
    _ token: Token, _ file: Int32, _ offset: UInt64, _ count: UInt64
  ) {
    let slot = token.slot
    let fitsOutput =
      exchanges[slots[slot].exchange].outputCount == 0 && count <= UInt64(limits.blockBytes)
    if exchanges[slots[slot].exchange].streamBlock == nil, !fitsOutput {
      exchanges[slots[slot].exchange].streamBlock = streamBlocks.take()
    }
    guard
      exchanges[slots[slot].exchange].streamBlock != nil
        || exchanges[slots[slot].exchange].outputCount == 0
    else {
      return sendOutput(token)
    }
    let buffer = streamBuffer(slot)
    slots[slot].activity = .readingStretch
    exchanges[slots[slot].exchange].bodyCount = count
    let stretch = Int(min(count, UInt64(buffer.count)))
    engine.read(token, file, from: offset, into: buffer.slice(0..<stretch))
  }

  /// Where stretches of a file pass through.
  private func streamBuffer(_ slot: Int) -> Region {
    exchanges[slots[slot].exchange].streamBlock.map { streamBlocks.region(of: $0) }
      ?? outputRegion(slot)
  }

  private func unsentOutput(_ slot: Int) -> Region {
    outputRegion(slot).slice(
      exchanges[slots[slot].exchange].outputSent..<exchanges[slots[slot].exchange].outputCount)
  }

  // MARK: Events

  mutating func sent(_ token: Token, _ count: Int) {
    let slot = token.slot
    let activity = slots[slot].activity
    guard activity != .closing else { return }
    guard count > 0 else { return close(token) }
    let bodyCount = takeSentOutput(slot, count)
    switch activity {
    case .sendingOutput:
      if exchanges[slots[slot].exchange].outputCount > 0 {
        sendOutput(token)
      } else {
        advance(token)
      }
    case .sendingBody:
      run(token, exchanges[slots[slot].exchange].connection.bodySent(UInt64(bodyCount)))
    case .sendingFile: fileSent(token, bodyCount)
    case .sendingStretch: stretchSent(token, bodyCount)
    default: break
    }
  }

  /// Counts sent bytes off the output; returns how many were of the body behind it.
  private mutating func takeSentOutput(_ slot: Int, _ count: Int) -> Int {
    let left =
      exchanges[slots[slot].exchange].outputCount - exchanges[slots[slot].exchange].outputSent
    guard count >= left else {
      exchanges[slots[slot].exchange].outputSent += count
      return 0
    }
    exchanges[slots[slot].exchange].outputSent = 0
    exchanges[slots[slot].exchange].outputCount = 0
    return count - left
  }

  /// The rest follows only if the file was not written to up to now.
  private mutating func fileSent(_ token: Token, _ count: Int) {
    let slot = token.slot
    noteChanges()
    guard let entry = exchanges[slots[slot].exchange].entry, let file = cache.file(entry),
      !cache.wasModified(entry)
    else { return close(token) }
    exchanges[slots[slot].exchange].stretchCount = count
    if cache.isWatched(entry) { return goOnBehindFile(token) }
    slots[slot].activity = .checkingFile
    engine.inspect(token, file)
  }

  private mutating func goOnBehindFile(_ token: Token) {
    let count = UInt64(exchanges[slots[token.slot].exchange].stretchCount)
    run(token, exchanges[slots[token.slot].exchange].connection.bodySent(count))
  }

  private mutating func stretchSent(_ token: Token, _ count: Int) {
    let slot = token.slot
    let operation = exchanges[slots[slot].exchange].connection.bodySent(UInt64(count))
    exchanges[slots[slot].exchange].bodyCount -= UInt64(count)
    exchanges[slots[slot].exchange].stretchSent += count
    if exchanges[slots[slot].exchange].stretchSent < exchanges[slots[slot].exchange].stretchCount {
      sendStretch(token)
    } else {
      run(token, operation)
    }
  }

  mutating func read(_ token: Token, _ count: Int) {
    let slot = token.slot
    switch slots[slot].activity {
    case .filling: fillRead(token, count)
    case .readingStretch:
      // The file was as long as this when the head was made: nothing is padded, nothing hangs.
      guard count > 0 else { return close(token) }
      exchanges[slots[slot].exchange].stretchCount = count
      exchanges[slots[slot].exchange].stretchSent = 0
      checkStretch(token)
    default: break
    }
  }

  /// What was read goes out only if the file was not written to up to then: a response never mixes.
  private mutating func checkStretch(_ token: Token) {
    let slot = token.slot
    noteChanges()
    guard let entry = exchanges[slots[slot].exchange].entry, let file = cache.file(entry) else {
      return close(token)
    }
    guard !cache.wasModified(entry) else { return close(token) }
    // A write(2) is reported when it ends, but moves the file's time when it begins: the last
    // stretch is sent only if the file itself says so.
    let isLast =
      UInt64(exchanges[slots[slot].exchange].stretchCount)
      == exchanges[slots[slot].exchange].bodyCount
    if cache.isWatched(entry), !isLast {
      sendStretch(token)
    } else {
      slots[slot].activity = .checkingStretch
      engine.inspect(token, file)
    }
  }

  mutating func inspected(_ token: Token) {
    let slot = token.slot
    let activity = slots[slot].activity
    if activity == .filling { return fillInspected(token) }
    guard activity == .checkingStretch || activity == .checkingFile else { return }
    guard let entry = exchanges[slots[slot].exchange].entry,
      engine.status(of: token).hasContent(of: cache.status(entry))
    else { return close(token) }
    if activity == .checkingFile { goOnBehindFile(token) } else { sendStretch(token) }
  }

  private mutating func sendStretch(_ token: Token) {
    let slot = token.slot
    slots[slot].activity = .sendingStretch
    timeouts.enter(slot, .progress, now: now)
    let part = streamBuffer(slot).slice(
      exchanges[slots[slot].exchange].stretchSent..<exchanges[slots[slot].exchange].stretchCount)
    let hasMore = UInt64(part.count) < exchanges[slots[slot].exchange].bodyCount
    engine.send(token, unsentOutput(slot), then: part, more: hasMore)
  }
}
