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
    case .sendingFile: sendFileFailed(token, errno)
    case .closing, .free: break
    default: close(token)
    }
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
    case .send: sendOutput(token)
    case .sendBody(let offset, let count): sendBody(token, offset, count)
    case .nextPart: nextPart(token)
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
    let kind: TimeoutWheel.Kind = slots[slot].connection.deadline == .idle ? .idle : .request
    // A request's time runs from its first byte, however often more of it comes.
    if timeouts.kind(of: slot) != kind { timeouts.enter(slot, kind, now: now) }
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
    slots[slot].copies = .nothing
    slots[slot].waits = 0
    slots[slot].joins = 0
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
