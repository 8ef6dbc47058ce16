import HTTPCore
import LinuxIO

/// Filling a cache entry: the steps of a `FileFill`, each when the engine is done with the last.
extension Worker where E: ~Copyable {
  mutating func startAttempt(_ token: Token) {
    let slot = token.slot
    exchanges[slots[slot].exchange].fill?.reloads = false
    exchanges[slots[slot].exchange].fill?.epoch = cache.epoch
    exchanges[slots[slot].exchange].fill?.contentChanges = cache.contentChanges
    exchanges[slots[slot].exchange].fill?.directoryEnd = 0
    let isCacheable = site.isWatchable && limits.cache.bytes > 0 && watchRoot()
    exchanges[slots[slot].exchange].fill?.isCacheable = isCacheable
    // What is known and has not changed since is watched on its way.
    let isWatched = exchanges[slots[slot].exchange].fill?.known.map { cache.isCurrent($0) } ?? false
    if isWatched { openFile(token) } else { nextDirectory(token) }
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
    guard let fill = exchanges[slots[slot].exchange].fill, fill.isCacheable else {
      return openFile(token)
    }
    let memory = blocks.region(of: fill.block)
    let path = memory.slice(0..<fill.pathCount)
    var start = fill.directoryEnd
    while let end = path.bytes.firstIndex(of: UInt8(ascii: "/"), from: start) {
      if !watchedDirectories.contains(path.slice(0..<end).array) {
        exchanges[slots[slot].exchange].fill?.directoryEnd = end
        exchanges[slots[slot].exchange].fill?.step = .directory
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
    guard let fill = exchanges[slots[slot].exchange].fill else { return }
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
      exchanges[slots[slot].exchange].fill?.isCacheable = false
    }
    if let file { engine.closeFile(file) }
    exchanges[slots[slot].exchange].fill?.directoryEnd = fill.directoryEnd + 1
    nextDirectory(token)
  }

  mutating func openFile(_ token: Token) {
    let slot = token.slot
    guard let fill = exchanges[slots[slot].exchange].fill else { return }
    exchanges[slots[slot].exchange].fill?.step = .open
    let rules: OpenRules = fill.followsLinks ? .linkedFile : .plainFile
    let memory = blocks.region(of: fill.block)
    var name = memory.output(behind: fill.pathCount)
    name.append(fill.suffix)
    name.append(0)
    engine.open(token, memory, rules)
  }

  mutating func fillOpened(_ token: Token, _ file: Int32) {
    let slot = token.slot
    guard slots[slot].activity == .filling, let fill = exchanges[slots[slot].exchange].fill else {
      return engine.closeFile(file)
    }
    guard fill.step == .open else { return directoryOpened(token, file) }
    exchanges[slots[slot].exchange].fill?.file = file
    // A watch stands for an inode: if the file turns out to be the one that is known, it has one.
    let trustsWatch = fill.attempts == 0 && (fill.known.map { cache.isWatched($0) } ?? false)
    exchanges[slots[slot].exchange].fill?.trustsWatch = trustsWatch
    if !trustsWatch { watchFile(slot) }
    exchanges[slots[slot].exchange].fill?.step = .inspect
    engine.inspect(token, file)
  }

  private mutating func watchFile(_ slot: Int) {
    guard let fill = exchanges[slots[slot].exchange].fill, let file = fill.file, fill.isCacheable,
      !fill.followsLinks, let watch = engine.watch(file: file)
    else { return }
    exchanges[slots[slot].exchange].fill?.watch = watch
    cache.retain(watch: watch)
  }

  /// Looks at the file again, now that it is watched.
  private mutating func watchAndInspect(_ token: Token, _ file: Int32) {
    exchanges[slots[token.slot].exchange].fill?.trustsWatch = false
    watchFile(token.slot)
    engine.inspect(token, file)
  }

  mutating func fillFailed(_ token: Token, _ errno: Errno) {
    let slot = token.slot
    guard let fill = exchanges[slots[slot].exchange].fill else { return }
    if fill.step == .directory { return directoryOpened(token, nil) }
    if fill.step == .open, errno == .tooManyLinks, !fill.followsLinks {
      exchanges[slots[slot].exchange].fill?.followsLinks = true
      return openFile(token)
    }
    // openat2(2): a rename somewhere on the way can make a confined look-up give up.
    if fill.step == .open, errno == .tryAgain, fill.attempts < FileFill.attemptsMax {
      exchanges[slots[slot].exchange].fill?.attempts += 1
      return openFile(token)
    }
    let failure = OpenFailure(errno)
    if fill.step == .open, failure == .exhausted, fill.attempts < FileFill.attemptsMax {
      // Descriptors of files that nobody is sent make room first.
      exchanges[slots[slot].exchange].fill?.attempts += 1
      cache.dropFiles()
      releaseFiles()
      return openFile(token)
    }
    switch fill.goal {
    case .file where fill.step == .open && errno == .noEntry && startHollow(token): break
    case .file:
      if fill.step == .open, errno == .noEntry { noteAbsence(token) }
      refuse(token, failure)
    case .variant: variantLost(token)
    case .survey: surveyMissed(token, mayBeThere: failure != .nothing)
    }
  }

  /// Remembers that there is nothing at the path, if the making of it would be reported.
  mutating func noteAbsence(_ token: Token) {
    noteChanges()
    guard let fill = exchanges[slots[token.slot].exchange].fill, fill.isCacheable,
      !fill.followsLinks,
      isUndisturbed(fill)
    else { return }
    let path = blocks.region(of: fill.block).slice(0..<fill.pathCount)
    cache.insertAbsence(path: path.bytes, epoch: fill.epoch, now: now)
  }

  mutating func fillInspected(_ token: Token) {
    let slot = token.slot
    guard let fill = exchanges[slots[slot].exchange].fill, let file = fill.file else { return }
    let status = engine.status(of: token)
    if fill.step == .verify {
      return status.hasContent(of: fill.status) ? finishFill(token) : restart(token)
    }
    exchanges[slots[slot].exchange].fill?.status = status
    // inotify was shown to see all changes of the root's file system, not of one mounted below it.
    if status.device != site.device { exchanges[slots[slot].exchange].fill?.isCacheable = false }
    if case .survey = fill.goal { return surveyInspected(token, status) }
    if case .variant = fill.goal, !isVariant(status, of: fill.base) { return variantLost(token) }
    switch status.kind {
    case .other: return refuse(token, .nothing)
    case .directory: return refuse(token, fill.isIndex ? .nothing : .directory)
    case .regular: break
    }
    if let known = fill.known, fill.watch != nil || fill.trustsWatch, fill.isCacheable,
      isUndisturbed(fill),
      cache.revalidate(known, status, epoch: fill.epoch, now: now)
    {
      if cache.isLoaded(known) {
        cache.pin(known)
        return finish(token, known)
      }
      exchanges[slots[slot].exchange].fill?.reloads = true
    }
    if fill.trustsWatch { return watchAndInspect(token, file) }
    // What is not kept is read whole only if that takes no more than sending it by way of a block.
    let isKept = fill.watch != nil || fill.reloads
    let bytesMax = isKept ? limits.cache.bodyBytes : 0
    let isSmall = status.size <= UInt64(max(bytesMax, limits.blockBytes))
    guard isSmall, fill.attempts < FileFill.attemptsMax else { return finishFill(token) }
    let content = FileContent(count: Int(status.size))
    exchanges[slots[slot].exchange].fill?.content = content
    exchanges[slots[slot].exchange].fill?.readCount = 0
    let body = content.body
    guard body.count > 0 else { return finishFill(token) }
    exchanges[slots[slot].exchange].fill?.step = .read
    engine.read(token, file, from: 0, into: body)
  }

  mutating func fillRead(_ token: Token, _ count: Int) {
    let slot = token.slot
    guard slots[slot].activity == .filling, let fill = exchanges[slots[slot].exchange].fill,
      let file = fill.file,
      let body = fill.content?.body
    else { return }
    // Shorter than it was a moment ago: look again.
    guard count > 0 else { return restart(token) }
    let readCount = fill.readCount + count
    exchanges[slots[slot].exchange].fill?.readCount = readCount
    guard readCount == body.count else {
      return engine.read(
        token, file, from: UInt64(readCount), into: body.slice(readCount..<body.count))
    }
    // A write(2) is reported when it ends, but moves the file's time when it begins.
    exchanges[slots[slot].exchange].fill?.step = .verify
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
    exchanges[slots[slot].exchange].fill?.attempts += 1
    startAttempt(token)
  }

  private mutating func finishFill(_ token: Token) {
    let slot = token.slot
    noteChanges()
    guard let fill = exchanges[slots[slot].exchange].fill else { return }
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
    exchanges[slots[slot].exchange].fill?.content = nil
    if file { exchanges[slots[slot].exchange].fill?.file = nil }
    if watch { exchanges[slots[slot].exchange].fill?.watch = nil }
  }

  /// Answers with what the fill led to, pinned.
  private mutating func finish(_ token: Token, _ entry: Int) {
    let isVariant = exchanges[slots[token.slot].exchange].fill?.base != nil
    endFill(token.slot)
    if isVariant { deliver(token, entry) } else { negotiate(token, entry) }
  }

  /// Gives up what a fill holds of its file.
  mutating func abandonFile(_ slot: Int) {
    guard let fill = exchanges[slots[slot].exchange].fill else { return }
    if let file = fill.file { engine.closeFile(file) }
    if let watch = fill.watch { cache.release(watch: watch) }
    fill.content?.deallocate()
    exchanges[slots[slot].exchange].fill?.file = nil
    exchanges[slots[slot].exchange].fill?.watch = nil
    exchanges[slots[slot].exchange].fill?.content = nil
  }

  /// Ends a fill, however far it came.
  mutating func endFill(_ slot: Int) {
    guard let fill = exchanges[slots[slot].exchange].fill else { return }
    endLead(slot)
    abandonFile(slot)
    if let known = fill.known { cache.unpin(known) }
    if let base = fill.base { cache.unpin(base) }
    unpin(fill.found)
    blocks.free(fill.block)
    exchanges[slots[slot].exchange].fill = nil
    releaseFiles()
  }
}
