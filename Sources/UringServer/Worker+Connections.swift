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
    beginExchange(slot)
    exchanges[slots[slot].exchange].input.append(block, count: count, &links, &blocks)
    if slots[slot].activity == .receiving {
      advance(token)
    } else {
      limitInput(token)
    }
  }

  /// Holds back a client that sends ahead of the responses it takes.
  private mutating func limitInput(_ token: Token) {
    let pending = exchanges[slots[token.slot].exchange].input.pendingCount
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
    let input = exchanges[slots[slot].exchange].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: exchanges[slots[slot].exchange].outputCount)
    var path = pathScratch.output(behind: 0)
    let operation = exchanges[slots[slot].exchange].connection.advance(
      input.bytes, path: &path, output: &output, moment)
    pathCount = path.count
    exchanges[slots[slot].exchange].outputCount = output.count
    run(token, operation)
  }

  /// Does what the connection asked for, until it has to wait.
  mutating func run(_ token: Token, _ operation: Connection.Operation) {
    let slot = token.slot
    let consumed = exchanges[slots[slot].exchange].connection.takeConsumed()
    exchanges[slots[slot].exchange].input.remove(consumed, links, &blocks)
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
    if exchanges[slots[slot].exchange].input.hasPending {
      guard exchanges[slots[slot].exchange].input.merge(&links, &blocks) else {
        return close(token)
      }
      return advance(token)
    }
    releaseOutput(slot)
    guard !slots[slot].inputEnded else { return close(token) }
    slots[slot].activity = .receiving
    slots[slot].isPaused = false
    engine.receive(token)
    let isIdle = exchanges[slots[slot].exchange].connection.deadline == .idle
    // All of its request was taken, so the exchange is as good as new.
    if isIdle {
      exchanges.release(slots[slot].exchange)
      slots[slot].exchange = -1
    }
    let kind: TimeoutWheel.Kind = isIdle ? .idle : .request
    // A request's time runs from its first byte, however often more of it comes.
    if timeouts.kind(of: slot) != kind { timeouts.enter(slot, kind, now: now) }
  }

  /// Closes one way only, so that the peer reads the answer before it learns of the close.
  private mutating func linger(_ token: Token) {
    let slot = token.slot
    exchanges[slots[slot].exchange].input.removeAll(links, &blocks)
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
    if exchanges[slots[slot].exchange].output == nil {
      exchanges[slots[slot].exchange].output = blocks.take()
    }
    return exchanges[slots[slot].exchange].output != nil
  }

  func outputRegion(_ slot: Int) -> Region {
    exchanges[slots[slot].exchange].output.map { blocks.region(of: $0) } ?? noBytes
  }

  mutating func releaseOutput(_ slot: Int) {
    guard let block = exchanges[slots[slot].exchange].output else { return }
    blocks.free(block)
    exchanges[slots[slot].exchange].output = nil
    exchanges[slots[slot].exchange].outputCount = 0
    exchanges[slots[slot].exchange].outputSent = 0
  }

  /// Lets go of the file that the last response was taken from.
  mutating func releaseBody(_ slot: Int) {
    exchanges[slots[slot].exchange].copies = .nothing
    exchanges[slots[slot].exchange].waits = 0
    exchanges[slots[slot].exchange].joins = 0
    if let block = exchanges[slots[slot].exchange].streamBlock {
      streamBlocks.free(block)
      exchanges[slots[slot].exchange].streamBlock = nil
    }
    guard let entry = exchanges[slots[slot].exchange].entry else { return }
    exchanges[slots[slot].exchange].entry = nil
    cache.unpin(entry)
    releaseFiles()
  }
}
