import HTTPCore
import LinuxIO

/// From a canonical path to a file: out of the cache, or step by step through the engine.
extension Worker where E: ~Copyable {
  /// Finds the file that the path in the scratch area names.
  mutating func open(_ token: Token) {
    let slot = token.slot
    let isIndex = slots[slot].connection.targetIsDirectory
    appendIndex(isIndex)
    let path = pathScratch.slice(0..<pathCount)
    let found = cache.find(path.bytes, now: now)
    if case .fresh(let entry) = found {
      cache.pin(entry)
      guard cache.isPlain(entry), !slots[slot].connection.negotiates else {
        return negotiate(token, entry)
      }
      return respond(token, entry)
    }
    // Answers that are at hand do not wait for a disk.
    guard slots[slot].outputCount == 0 else {
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
    slots[slot].entry = entry
    guard prepareOutput(slot) else { return close(token) }
    let input = slots[slot].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: slots[slot].outputCount)
    let operation: Connection.Operation
    if let content = cache.content(entry) {
      let prepared = content.prepared
      operation = slots[slot].connection.opened(
        cache.representation(entry),
        PreparedAnswer(prepared.bytes, fieldCount: content.fieldCount), input.bytes,
        output: &output, moment)
    } else {
      operation = slots[slot].connection.opened(
        cache.representation(entry), nil, input.bytes, output: &output, moment)
    }
    slots[slot].outputCount = output.count
    run(token, operation)
  }

  /// Has a further part written of the entry that the response is taken from.
  mutating func nextPart(_ token: Token) {
    let slot = token.slot
    guard let entry = slots[slot].entry, prepareOutput(slot) else { return close(token) }
    let input = slots[slot].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: slots[slot].outputCount)
    let operation: Connection.Operation
    if let content = cache.content(entry) {
      let prepared = content.prepared
      operation = slots[slot].connection.nextPart(
        cache.representation(entry),
        PreparedAnswer(prepared.bytes, fieldCount: content.fieldCount), input.bytes,
        output: &output)
    } else {
      operation = slots[slot].connection.nextPart(
        cache.representation(entry), nil, input.bytes, output: &output)
    }
    slots[slot].outputCount = output.count
    run(token, operation)
  }

  mutating func refuse(_ token: Token, _ failure: OpenFailure) {
    let slot = token.slot
    if let known = slots[slot].fill?.known, failure != .exhausted { cache.drop(known) }
    endFill(slot)
    guard prepareOutput(slot) else { return close(token) }
    let input = slots[slot].input.region(in: blocks, orElse: noBytes)
    let region = outputRegion(slot)
    var output = region.output(behind: slots[slot].outputCount)
    var path = pathScratch.output(behind: 0)
    let operation = slots[slot].connection.openFailed(
      failure, input.bytes, path: &path, output: &output, moment)
    slots[slot].outputCount = output.count
    run(token, operation)
  }

  // MARK: Filling

  private mutating func startFill(
    _ token: Token, _ path: Region, _ isIndex: Bool, _ found: FileCache.Lookup
  ) {
    let slot = token.slot
    guard path.count <= HTTPCore.Limits.pathBytes else { return refuse(token, .nothing) }
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
    slots[token.slot].fill = fill
    slots[token.slot].activity = .filling
    startAttempt(token)
  }

  mutating func startAttempt(_ token: Token) {
    let slot = token.slot
    slots[slot].fill?.reloads = false
    slots[slot].fill?.epoch = cache.epoch
    slots[slot].fill?.contentChanges = cache.contentChanges
    slots[slot].fill?.directoryEnd = 0
    let isCacheable = site.isWatchable && watchRoot()
    slots[slot].fill?.isCacheable = isCacheable
    nextDirectory(token)
  }

  private mutating func watchRoot() -> Bool {
    if watchedDirectories.contains([]) { return true }
    guard engine.watch(directory: site.root.number) else { return false }
    watchedDirectories.insert([])
    return true
  }

  /// Watches the next directory of the path that is not watched yet, or goes on to the file.
  private mutating func nextDirectory(_ token: Token) {
    let slot = token.slot
    guard let fill = slots[slot].fill, fill.isCacheable else { return openFile(token) }
    let memory = blocks.region(of: fill.block)
    let path = memory.slice(0..<fill.pathCount)
    var start = fill.directoryEnd
    while let end = path.bytes.firstIndex(of: UInt8(ascii: "/"), from: start) {
      if !watchedDirectories.contains(path.slice(0..<end).array) {
        slots[slot].fill?.directoryEnd = end
        slots[slot].fill?.step = .directory
        memory.set(0, at: end)
        return engine.open(token, memory, .plainDirectory)
      }
      start = end + 1
    }
    openFile(token)
  }

  private mutating func directoryOpened(_ token: Token, _ file: Int32?) {
    let slot = token.slot
    noteChanges()
    guard let fill = slots[slot].fill else { return }
    let memory = blocks.region(of: fill.block)
    memory.set(UInt8(ascii: "/"), at: fill.directoryEnd)
    // What was opened may have been moved away since: only an undisturbed path is taken as watched.
    if !isUndisturbed(fill), fill.attempts < FileFill.attemptsMax {
      if let file { engine.closeFile(file) }
      return restart(token)
    }
    if let file, isUndisturbed(fill), engine.watch(directory: file) {
      watchedDirectories.insert(memory.slice(0..<fill.directoryEnd).array)
    } else {
      // No watch, no caching; whether there is a file to serve is for its own open to say.
      slots[slot].fill?.isCacheable = false
    }
    if let file { engine.closeFile(file) }
    slots[slot].fill?.directoryEnd = fill.directoryEnd + 1
    nextDirectory(token)
  }

  mutating func openFile(_ token: Token) {
    let slot = token.slot
    guard let fill = slots[slot].fill else { return }
    slots[slot].fill?.step = .open
    let rules: OpenRules = fill.followsLinks ? .linkedFile : .plainFile
    let memory = blocks.region(of: fill.block)
    var name = memory.output(behind: fill.pathCount)
    name.append(fill.suffix)
    name.append(0)
    engine.open(token, memory, rules)
  }

  mutating func fillOpened(_ token: Token, _ file: Int32) {
    let slot = token.slot
    guard slots[slot].activity == .filling, let fill = slots[slot].fill else {
      return engine.closeFile(file)
    }
    guard fill.step == .open else { return directoryOpened(token, file) }
    slots[slot].fill?.file = file
    if fill.isCacheable, !fill.followsLinks, let watch = engine.watch(file: file) {
      slots[slot].fill?.watch = watch
      cache.retain(watch: watch)
    }
    slots[slot].fill?.step = .inspect
    engine.inspect(token, file)
  }

  mutating func fillFailed(_ token: Token, _ errno: Errno) {
    let slot = token.slot
    guard let fill = slots[slot].fill else { return }
    if fill.step == .directory { return directoryOpened(token, nil) }
    if fill.step == .open, errno == .tooManyLinks, !fill.followsLinks {
      slots[slot].fill?.followsLinks = true
      return openFile(token)
    }
    // openat2(2): a rename somewhere on the way can make a confined look-up give up.
    if fill.step == .open, errno == .tryAgain, fill.attempts < FileFill.attemptsMax {
      slots[slot].fill?.attempts += 1
      return openFile(token)
    }
    let failure = OpenFailure(errno)
    if fill.step == .open, failure == .exhausted, fill.attempts < FileFill.attemptsMax {
      // Descriptors of files that nobody is sent make room first.
      slots[slot].fill?.attempts += 1
      cache.dropFiles()
      releaseFiles()
      return openFile(token)
    }
    switch fill.goal {
    case .file where fill.step == .open && errno == .noEntry && startHollow(token): break
    case .file: refuse(token, failure)
    case .variant: variantLost(token)
    case .survey: surveyMissed(token, mayBeThere: failure != .nothing)
    }
  }

  mutating func fillInspected(_ token: Token) {
    let slot = token.slot
    guard let fill = slots[slot].fill, let file = fill.file else { return }
    let status = engine.status(of: token)
    if fill.step == .verify {
      return status.hasContent(of: fill.status) ? finishFill(token) : restart(token)
    }
    slots[slot].fill?.status = status
    // inotify was shown to see all changes of the root's file system, not of one mounted below it.
    if status.device != site.device { slots[slot].fill?.isCacheable = false }
    if case .survey = fill.goal { return surveyInspected(token, status) }
    if case .variant = fill.goal, !isVariant(status, of: fill.base) { return variantLost(token) }
    switch status.kind {
    case .other: return refuse(token, .nothing)
    case .directory: return refuse(token, fill.isIndex ? .nothing : .directory)
    case .regular: break
    }
    if let known = fill.known, fill.watch != nil, isUndisturbed(fill),
      cache.revalidate(known, status, epoch: fill.epoch, now: now)
    {
      if cache.isLoaded(known) {
        cache.pin(known)
        return finish(token, known)
      }
      slots[slot].fill?.reloads = true
    }
    let isSmall = status.size <= UInt64(limits.cache.bodyBytes)
    guard isSmall, fill.watch != nil, fill.attempts < FileFill.attemptsMax else {
      return finishFill(token)
    }
    let content = FileContent(count: Int(status.size))
    slots[slot].fill?.content = content
    slots[slot].fill?.readCount = 0
    let body = content.body
    guard body.count > 0 else { return finishFill(token) }
    slots[slot].fill?.step = .read
    engine.read(token, file, from: 0, into: body)
  }

  mutating func fillRead(_ token: Token, _ count: Int) {
    let slot = token.slot
    guard slots[slot].activity == .filling, let fill = slots[slot].fill, let file = fill.file,
      let body = fill.content?.body
    else { return }
    // Shorter than it was a moment ago: look again.
    guard count > 0 else { return restart(token) }
    let readCount = fill.readCount + count
    slots[slot].fill?.readCount = readCount
    guard readCount == body.count else {
      return engine.read(
        token, file, from: UInt64(readCount), into: body.slice(readCount..<body.count))
    }
    // A write(2) is reported when it ends, but moves the file's time when it begins.
    slots[slot].fill?.step = .verify
    engine.inspect(token, file)
  }

  /// Whether nothing was reported since the attempt began.
  func isUndisturbed(_ fill: FileFill) -> Bool {
    fill.epoch == cache.epoch && fill.contentChanges == cache.contentChanges
  }

  /// The file may have changed while it was read: begins again.
  private mutating func restart(_ token: Token) {
    let slot = token.slot
    abandonFile(slot)
    slots[slot].fill?.attempts += 1
    startAttempt(token)
  }

  private mutating func finishFill(_ token: Token) {
    let slot = token.slot
    noteChanges()
    guard let fill = slots[slot].fill else { return }
    if !isUndisturbed(fill), fill.attempts < FileFill.attemptsMax { return restart(token) }
    if fill.reloads, isUndisturbed(fill), let known = fill.known {
      // Another request may have been faster.
      if !cache.isLoaded(known) {
        let file = fill.content == nil ? fill.file : nil
        cache.load(known, content: fill.content, file: file, epoch: fill.epoch, now: now)
        handOver(slot, file: file != nil, watch: false)
      }
      cache.pin(known)
      return finish(token, known)
    }
    let facts = facts(of: fill)
    let path = blocks.region(of: fill.block).slice(0..<fill.pathCount)
    if let twin = cache.twin(path.bytes, fill.base, facts, now: now) { return finish(token, twin) }
    let entry =
      if let base = fill.base {
        cache.insert(variantOf: base, facts, epoch: fill.epoch, now: now)
      } else {
        cache.insert(path: path.bytes, facts, epoch: fill.epoch, now: now)
      }
    guard let entry else { return refuse(token, .exhausted) }
    handOver(slot, file: facts.file != nil, watch: facts.watch != nil)
    finish(token, entry)
  }

  /// What was found out of a file or a variant of one.
  func facts(of fill: FileFill) -> FileFacts {
    let path = blocks.region(of: fill.block).slice(0..<fill.pathCount)
    let wasRecent = fill.status.isRecent(at: engine.clock())
    return FileFacts(
      site.representation(of: path.bytes, fill.status, fill.coding, isWeak: wasRecent),
      fill.status, wasRecent: wasRecent, content: fill.content,
      file: fill.content == nil ? fill.file : nil,
      watch: isUndisturbed(fill) && fill.isCacheable ? fill.watch : nil)
  }

  /// The entry took over what it holds; the rest is let go of.
  private mutating func handOver(_ slot: Int, file: Bool, watch: Bool) {
    slots[slot].fill?.content = nil
    if file { slots[slot].fill?.file = nil }
    if watch { slots[slot].fill?.watch = nil }
  }

  /// Answers with what the fill led to, pinned.
  private mutating func finish(_ token: Token, _ entry: Int) {
    let isVariant = slots[token.slot].fill?.base != nil
    endFill(token.slot)
    if isVariant { deliver(token, entry) } else { negotiate(token, entry) }
  }

  /// Gives up what a fill holds of its file.
  mutating func abandonFile(_ slot: Int) {
    guard let fill = slots[slot].fill else { return }
    if let file = fill.file { engine.closeFile(file) }
    if let watch = fill.watch { cache.release(watch: watch) }
    fill.content?.deallocate()
    slots[slot].fill?.file = nil
    slots[slot].fill?.watch = nil
    slots[slot].fill?.content = nil
  }

  /// Ends a fill, however far it came.
  mutating func endFill(_ slot: Int) {
    guard let fill = slots[slot].fill else { return }
    abandonFile(slot)
    if let known = fill.known { cache.unpin(known) }
    if let base = fill.base { cache.unpin(base) }
    unpin(fill.found)
    blocks.free(fill.block)
    slots[slot].fill = nil
    releaseFiles()
  }
}
