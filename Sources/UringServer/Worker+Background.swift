import HTTPCore
import LinuxIO

/// Work that other threads do for answers, and what comes of it.
extension Worker where E: ~Copyable {
  // MARK: Messages

  /// Another thread has left a message, or several.
  mutating func takeMessages() {
    for message in mailbox.takeAll() {
      switch message {
      case .drain: drain()
      case .finished(let result): finished(result)
      }
    }
  }

  private mutating func finished(_ result: BackgroundResult) {
    noteChanges()
    let entry = result.task.entry
    if cache.isCurrent(entry, result.task.serial) {
      cache.setPending(entry, result.task.work.bit, false)
      use(result, entry)
      releaseFiles()
    } else {
      result.discard()
    }
    resume(entry, result.task.serial)
  }

  private mutating func use(_ result: BackgroundResult, _ entry: Int) {
    switch (result.outcome, result.task.work) {
    case (.made(let content, let digest), .encode(let coding)):
      keep(content, digest, coding, madeOf: entry, for: entry)
    case (.made(let content, let digest), .decode):
      guard let owner = cache.owner(entry) else { return content.deallocate() }
      keep(content, digest, .identity, madeOf: entry, for: owner)
    case (.made(let content, _), .digest): content.deallocate()
    case (.digest(let digest), _): cache.note(digest, of: entry)
    case (.fruitless, _): cache.noteFruitless(entry)
    case (.failed, _): break
    }
  }

  /// Adds bytes that were made of an entry's to the forms of the file `owner`.
  private mutating func keep(
    _ content: FileContent, _ digest: ContentDigest, _ coding: ContentCoding,
    madeOf source: Int, for owner: Int
  ) {
    let representation = Representation(
      made: coding, of: cache.representation(source), size: UInt64(content.body.count), digest)
    let facts = FileFacts(
      representation, cache.status(source), wasRecent: false, content: content, file: nil,
      watch: nil)
    cache.pin(owner)
    cache.pin(source)
    if let entry = cache.insert(
      variantOf: owner, facts, isMade: true, epoch: cache.epoch, now: now)
    {
      // Without room for it there is no use in making it again.
      if !cache.isListed(entry) { cache.noteFruitless(source) }
      cache.unpin(entry)
    } else {
      content.deallocate()
    }
    cache.unpin(source)
    cache.unpin(owner)
  }

  // MARK: Waiting

  /// Lets the answer, a form of `base`, wait for work on `entry`; it keeps the pin of `base`.
  ///
  /// False if it has waited enough.
  mutating func park(_ token: Token, _ base: Int, on entry: Int) -> Bool {
    let slot = token.slot
    guard exchanges[slots[slot].exchange].waits < limits.waits else { return false }
    // Answers that are at hand do not wait.
    guard exchanges[slots[slot].exchange].outputCount == 0 else {
      sendFirst(token, base)
      return true
    }
    exchanges[slots[slot].exchange].waits += 1
    slots[slot].activity = .waiting
    timeouts.leave(slot)
    releaseOutput(slot)
    // It may be kept by nothing else.
    cache.pin(entry)
    waiting.append(
      WaitingConnection(
        token: token, base: base, entry: entry, serial: cache.serial(entry)))
    return true
  }

  /// Goes on with all answers that waited for work on `entry`.
  private mutating func resume(_ entry: Int, _ serial: UInt64) {
    let ready = waiting.filter { $0.entry == entry && $0.serial == serial }
    guard !ready.isEmpty else { return }
    waiting.removeAll { $0.entry == entry && $0.serial == serial }
    for connection in ready {
      resume(connection)
    }
    releaseFiles()
  }

  private mutating func resume(_ connection: WaitingConnection) {
    let slot = connection.token.slot
    let base = connection.base
    defer { cache.unpin(connection.entry) }
    // Closed since, and perhaps taken again.
    guard slots[slot].token == connection.token, slots[slot].activity == .waiting else {
      return cache.unpin(base)
    }
    // What cannot be found again, because it could not be cached, is used while it is there.
    if cache.isHollow(base), !cache.isListed(base) { return choose(connection.token, base) }
    cache.unpin(base)
    advance(connection.token)
  }

  // MARK: Starting

  /// Has the file `base` coded; false if that is not worth it, or the threads are busy.
  mutating func startEncoding(_ base: Int, _ coding: ContentCoding) -> Bool {
    guard site.variants.compression != .off, !cache.isFruitless(base), cache.isWorthWork(base)
    else { return false }
    let representation = cache.representation(base)
    guard site.variants.compressedBytes.contains(representation.size),
      representation.mediaType.compressibility == .high
    else {
      cache.noteFruitless(base)
      return false
    }
    return start(.encode(coding), base, cache.path(base))
  }

  /// Whether a variant without a file can be decoded.
  func canDecode(_ variant: Int) -> Bool {
    background != nil && CompressionMode.isAvailable && !cache.isFruitless(variant)
  }

  mutating func startDecoding(_ variant: Int, _ coding: ContentCoding) -> Bool {
    start(.decode(coding), variant, variantPath(variant))
  }

  /// Has the digest of an entry's bytes found out; false if it cannot be, or the threads are busy.
  private mutating func startDigest(_ entry: Int) -> Bool {
    guard let background, cache.isWorthWork(entry),
      cache.status(entry).size <= background.limits.digestedBytes
    else { return false }
    return start(.digest, entry, variantPath(entry))
  }

  /// The path of a file or of a variant that has a file.
  private func variantPath(_ entry: Int) -> [UInt8] {
    guard let owner = cache.owner(entry) else { return cache.path(entry) }
    let path = cache.path(owner)
    let suffix = cache.representation(entry).coding.suffix
    return [UInt8](capacity: path.count + suffix.utf8CodeUnitCount) { output in
      output.append(path.span)
      output.append(suffix)
    }
  }

  private mutating func start(
    _ work: BackgroundTask.Work, _ entry: Int, _ path: [UInt8]
  ) -> Bool {
    guard let background else { return false }
    if cache.hasPending(entry, work.bit) { return true }
    let task = BackgroundTask(
      work, path: path + [0], cache.status(entry), entry: entry, serial: cache.serial(entry))
    guard background.start(task, mailbox) else { return false }
    cache.setPending(entry, work.bit, true)
    return true
  }

  // MARK: Digests

  /// Answers with `entry`, pinned; if the client asked for its digest, once that is known.
  mutating func deliver(_ token: Token, _ entry: Int) {
    let wantsDigest = exchanges[slots[token.slot].exchange].connection.wantsDigest
    guard cache.lacksDigest(entry, isWanted: wantsDigest) else { return respond(token, entry) }
    if startDigest(entry), wantsDigest, park(token, entry, on: entry) { return }
    respond(token, entry)
  }
}
