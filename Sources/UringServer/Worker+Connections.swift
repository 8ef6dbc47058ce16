import HTTPCore
import LinuxIO

/// Lending connections their memory and doing what they ask for.
extension Worker where E: ~Copyable {
  // MARK: Events

  mutating func received(_ token: Token, _ block: Block, _ count: Int) {
    let slot = token.slot
    guard slots[slot].activity != .lingering, slots[slot].activity != .closing else {
      blocks.free(block)
      if slots[slot].activity == .lingering { engine.receive(token) }
      return
    }
    slots[slot].input.append(block, count: count, &links, &blocks)
    if slots[slot].activity == .receiving {
      advance(token)
    } else {
      limitInput(token)
    }
  }

  /// Holds back a client that sends ahead of the responses it takes.
  private mutating func limitInput(_ token: Token) {
    let pending = slots[token.slot].input.pendingCount
    if pending > limits.pendingInputBytesMax {
      close(token)
    } else if pending > limits.pendingInputBytes, !slots[token.slot].isPaused {
      slots[token.slot].isPaused = true
      engine.pauseReceiving(token)
    }
  }

  mutating func ended(_ token: Token) {
    slots[token.slot].inputEnded = true
    let activity = slots[token.slot].activity
    if activity == .receiving || activity == .lingering { close(token) }
  }

  mutating func failed(_ token: Token, _ errno: Errno) {
    switch slots[token.slot].activity {
    case .filling: fillFailed(token, errno)
    case .closing, .free: break
    default: close(token)
    }
  }

  mutating func sent(_ token: Token, _ count: Int) {
    let slot = token.slot
    switch slots[slot].activity {
    case .sendingOutput:
      slots[slot].outputSent += count
      guard count > 0, slots[slot].outputSent == slots[slot].outputCount else {
        if count > 0 { sendOutput(token) } else { close(token) }
        return
      }
      slots[slot].outputSent = 0
      slots[slot].outputCount = 0
      advance(token)
    case .sendingBody, .sendingStretch: bodySent(token, count)
    default: break
    }
  }

  private mutating func bodySent(_ token: Token, _ count: Int) {
    let slot = token.slot
    guard count > 0 else { return close(token) }
    let operation = slots[slot].connection.bodySent(UInt64(count))
    guard slots[slot].activity == .sendingStretch else { return run(token, operation) }
    slots[slot].bodyCount -= UInt64(count)
    slots[slot].hasSentStretch = true
    slots[slot].stretchSent += count
    if slots[slot].stretchSent < slots[slot].stretchCount {
      sendStretch(token)
    } else {
      run(token, operation)
    }
  }

  // MARK: Streaming

  mutating func read(_ token: Token, _ count: Int) {
    let slot = token.slot
    switch slots[slot].activity {
    case .filling: fillRead(token, count)
    case .readingStretch:
      // The file was as long as this when the head was sent: nothing is padded, nothing hangs.
      guard count > 0 else { return close(token) }
      slots[slot].stretchCount = count
      slots[slot].stretchSent = 0
      checkStretch(token)
    default: break
    }
  }

  /// What was read goes out only if the file was not written to up to then: a response never mixes.
  private mutating func checkStretch(_ token: Token) {
    let slot = token.slot
    guard let entry = slots[slot].entry, let file = cache.file(entry) else { return close(token) }
    guard !cache.wasModified(entry) else { return close(token) }
    // A write(2) is reported when it ends, but moves the file's time when it begins: the last of
    // several stretches is sent only if the file itself says so.
    let isLast = UInt64(slots[slot].stretchCount) == slots[slot].bodyCount
    if cache.isWatched(entry), !isLast || !slots[slot].hasSentStretch {
      sendStretch(token)
    } else {
      slots[slot].activity = .checkingStretch
      engine.inspect(token, file)
    }
  }

  mutating func inspected(_ token: Token) {
    let slot = token.slot
    switch slots[slot].activity {
    case .filling: fillInspected(token)
    case .checkingStretch:
      guard let entry = slots[slot].entry,
        engine.status(of: token).hasContent(of: cache.status(entry))
      else { return close(token) }
      sendStretch(token)
    default: break
    }
  }

  private mutating func sendStretch(_ token: Token) {
    let slot = token.slot
    slots[slot].activity = .sendingStretch
    timeouts.enter(slot, .progress, now: now)
    let end = slots[slot].stretchCount
    let part = streamBuffer(slot).slice(slots[slot].stretchSent..<end)
    engine.send(token, part, more: UInt64(part.count) < slots[slot].bodyCount)
  }

  // MARK: Doing what the connection wants

  /// Lets the connection go on with its input.
  mutating func advance(_ token: Token) {
    let slot = token.slot
    guard prepareOutput(slot) else { return close(token) }
    let input = slots[slot].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: slots[slot].outputCount)
    var path = pathScratch.output(behind: 0)
    let operation = slots[slot].connection.advance(
      input.bytes, path: &path, output: &output, moment)
    pathCount = path.count
    slots[slot].outputCount = output.count
    run(token, operation)
  }

  /// Does what the connection asked for, until it has to wait.
  mutating func run(_ token: Token, _ operation: Connection.Operation) {
    let slot = token.slot
    let consumed = slots[slot].connection.takeConsumed()
    slots[slot].input.remove(consumed, links, &blocks)
    switch operation {
    case .receive: receive(token)
    case .proceed:
      releaseBody(slot)
      advance(token)
    case .open: open(token)
    case .send(let more):
      slots[slot].outputHasMore = more
      sendOutput(token)
    case .sendBody(let offset, let count): sendBody(token, offset, count)
    case .close(lingers: false): close(token)
    case .close(lingers: true): linger(token)
    }
  }

  private mutating func receive(_ token: Token) {
    let slot = token.slot
    if slots[slot].input.hasPending {
      guard slots[slot].input.merge(&links, &blocks) else { return close(token) }
      return advance(token)
    }
    releaseOutput(slot)
    guard !slots[slot].inputEnded else { return close(token) }
    slots[slot].activity = .receiving
    slots[slot].isPaused = false
    engine.receive(token)
    let kind: TimeoutQueues.Kind = slots[slot].connection.deadline == .idle ? .idle : .request
    // A request's time runs from its first byte, however often more of it comes.
    if timeouts.kind(of: slot) != kind { timeouts.enter(slot, kind, now: now) }
  }

  private mutating func sendOutput(_ token: Token) {
    let slot = token.slot
    slots[slot].activity = .sendingOutput
    timeouts.enter(slot, .progress, now: now)
    let part = outputRegion(slot).slice(slots[slot].outputSent..<slots[slot].outputCount)
    engine.send(token, part, more: slots[slot].outputHasMore)
  }

  private mutating func sendBody(_ token: Token, _ offset: UInt64, _ count: UInt64) {
    let slot = token.slot
    guard let entry = slots[slot].entry else { return close(token) }
    timeouts.enter(slot, .progress, now: now)
    if let body = cache.body(entry) {
      slots[slot].activity = .sendingBody
      let stretch = Int(min(count, UInt64(limits.sendBytes)))
      let part = body.slice(Int(offset)..<(Int(offset) + stretch))
      engine.send(token, part, more: UInt64(stretch) < count)
    } else if let file = cache.file(entry) {
      // A large block while there is one; else the connection's own, which is empty by now.
      if slots[slot].streamBlock == nil { slots[slot].streamBlock = streamBlocks.take() }
      let buffer = streamBuffer(slot)
      slots[slot].activity = .readingStretch
      slots[slot].bodyCount = count
      let stretch = Int(min(count, UInt64(buffer.count)))
      engine.read(token, file, from: offset, into: buffer.slice(0..<stretch))
    } else {
      close(token)
    }
  }

  /// Where stretches of a file pass through.
  private func streamBuffer(_ slot: Int) -> Region {
    slots[slot].streamBlock.map { streamBlocks.region(of: $0) } ?? outputRegion(slot)
  }

  /// Closes one way only, so that the peer reads the answer before it learns of the close.
  private mutating func linger(_ token: Token) {
    let slot = token.slot
    slots[slot].input.removeAll(links, &blocks)
    releaseOutput(slot)
    guard !slots[slot].inputEnded else { return close(token) }
    slots[slot].activity = .lingering
    timeouts.enter(slot, .request, now: now)
    engine.finishSending(token)
    engine.receive(token)
  }

  // MARK: Memory

  /// Makes sure of a block to answer into; false if there is none.
  mutating func prepareOutput(_ slot: Int) -> Bool {
    if slots[slot].output == nil { slots[slot].output = blocks.take() }
    return slots[slot].output != nil
  }

  func outputRegion(_ slot: Int) -> Region {
    slots[slot].output.map { blocks.region(of: $0) } ?? noBytes
  }

  mutating func releaseOutput(_ slot: Int) {
    guard let block = slots[slot].output else { return }
    blocks.free(block)
    slots[slot].output = nil
    slots[slot].outputCount = 0
    slots[slot].outputSent = 0
  }

  /// Lets go of the file that the last response was taken from.
  mutating func releaseBody(_ slot: Int) {
    slots[slot].hasSentStretch = false
    if let block = slots[slot].streamBlock {
      streamBlocks.free(block)
      slots[slot].streamBlock = nil
    }
    guard let entry = slots[slot].entry else { return }
    slots[slot].entry = nil
    cache.unpin(entry)
    releaseFiles()
  }
}
