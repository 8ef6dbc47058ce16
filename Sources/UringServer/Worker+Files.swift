import HTTPCore
import LinuxIO

/// From a canonical path to a file: out of the cache, or step by step through the engine.
extension Worker where E: ~Copyable {
  /// Finds the file that the path in the scratch area names.
  mutating func open(_ token: Token) {
    let slot = token.slot
    let isIndex = exchanges[slots[slot].exchange].connection.targetIsDirectory
    appendIndex(isIndex)
    let path = pathScratch.slice(0..<pathCount)
    let found = cache.find(path.bytes, now: now)
    if case .fresh(let entry) = found {
      guard !cache.isAbsent(entry) else { return refuse(token, .nothing) }
      cache.pin(entry)
      guard cache.isPlain(entry), !exchanges[slots[slot].exchange].connection.negotiates else {
        return negotiate(token, entry)
      }
      return respond(token, entry)
    }
    // Answers that are at hand do not wait for a disk.
    guard exchanges[slots[slot].exchange].outputCount == 0 else {
      return run(token, .send)
    }
    startFill(token, path, isIndex, found)
  }

  private mutating func appendIndex(_ isIndex: Bool) {
    guard isIndex else { return }
    var path = pathScratch.output(behind: pathCount)
    if pathCount > 0 { path.append(UInt8(ascii: "/")) }
    path.append(site.index.span)
    pathCount = path.count
  }

  /// Answers from an entry that was pinned for it.
  mutating func respond(_ token: Token, _ entry: Int) {
    let slot = token.slot
    exchanges[slots[slot].exchange].entry = entry
    guard prepareOutput(slot) else { return close(token) }
    let input = exchanges[slots[slot].exchange].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: exchanges[slots[slot].exchange].outputCount)
    let operation: Connection.Operation
    if let content = cache.content(entry) {
      let bytes = content.prepared
      let prepared = PreparedAnswer(
        bytes.bytes, fieldCount: content.fieldCount, modified: content.modified)
      operation =
        exchanges[slots[slot].exchange].connection.opened(
          plain: prepared, input.bytes, output: &output, moment)
        ?? exchanges[slots[slot].exchange].connection.opened(
          cache.representation(entry), prepared, input.bytes, output: &output, moment)
    } else {
      operation = exchanges[slots[slot].exchange].connection.opened(
        cache.representation(entry), nil, input.bytes, output: &output, moment)
    }
    exchanges[slots[slot].exchange].outputCount = output.count
    run(token, operation)
  }

  /// Has a further part written of the entry that the response is taken from.
  mutating func nextPart(_ token: Token) {
    let slot = token.slot
    guard let entry = exchanges[slots[slot].exchange].entry, prepareOutput(slot) else {
      return close(token)
    }
    let input = exchanges[slots[slot].exchange].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: exchanges[slots[slot].exchange].outputCount)
    let operation: Connection.Operation
    if let content = cache.content(entry) {
      let bytes = content.prepared
      let prepared = PreparedAnswer(
        bytes.bytes, fieldCount: content.fieldCount, modified: content.modified)
      operation = exchanges[slots[slot].exchange].connection.nextPart(
        cache.representation(entry), prepared, input.bytes, output: &output)
    } else {
      operation = exchanges[slots[slot].exchange].connection.nextPart(
        cache.representation(entry), nil, input.bytes, output: &output)
    }
    exchanges[slots[slot].exchange].outputCount = output.count
    run(token, operation)
  }

  mutating func refuse(_ token: Token, _ failure: OpenFailure) {
    let slot = token.slot
    if let known = exchanges[slots[slot].exchange].fill?.known, failure != .exhausted {
      cache.drop(known)
    }
    endFill(slot)
    guard prepareOutput(slot) else { return close(token) }
    let input = exchanges[slots[slot].exchange].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: exchanges[slots[slot].exchange].outputCount)
    var path = pathScratch.output(behind: 0)
    let operation = exchanges[slots[slot].exchange].connection.openFailed(
      failure, input.bytes, path: &path, output: &output, moment)
    exchanges[slots[slot].exchange].outputCount = output.count
    run(token, operation)
  }

  // MARK: Filling

  private mutating func startFill(
    _ token: Token, _ path: Region, _ isIndex: Bool, _ found: FileCache.Lookup
  ) {
    let slot = token.slot
    guard path.count <= HTTPCore.Limits.pathBytes else { return refuse(token, .nothing) }
    if joinFill(token, path, .file) { return }
    guard var fill = makeFill(slot, path, isIndex: isIndex) else {
      return refuse(token, .exhausted)
    }
    if case .stale(let entry) = found {
      cache.pin(entry)
      cache.startCheck(of: entry, now: now)
      fill.known = entry
    }
    start(fill, token)
  }

  /// The path of an entry, in the scratch area.
  mutating func scratchPath(of entry: Int) -> Region {
    let path = cache.path(entry)
    var output = pathScratch.output(behind: 0)
    output.append(path.span)
    return pathScratch.slice(0..<path.count)
  }

  /// A fill that has `path` at hand; `nil` if there is no block for it.
  mutating func makeFill(_ slot: Int, _ path: Region, isIndex: Bool = false) -> FileFill? {
    timeouts.leave(slot)
    // It is empty, and a connection is budgeted two blocks: its input, and this or its output.
    releaseOutput(slot)
    guard let block = blocks.take() else { return nil }
    blocks.region(of: block).copy(from: path)
    return FileFill(
      block: block, pathCount: path.count, isIndex: isIndex, epoch: cache.epoch,
      contentChanges: cache.contentChanges)
  }

  mutating func start(_ fill: FileFill, _ token: Token) {
    exchanges[slots[token.slot].exchange].fill = fill
    slots[token.slot].activity = .filling
    lead(token)
    startAttempt(token)
  }
}
