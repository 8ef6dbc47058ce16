import HTTPCore
import LinuxIO

/// Content negotiation (RFC 9110 section 12): from a file to the form of it that a request gets.
///
/// A look for the variants beside a file, a survey, holds as long as what is known of the file
/// itself. Of what it found only the chosen one is read.
extension Worker where E: ~Copyable {
  /// Answers with the form of the file `base`, pinned, that the request is given.
  mutating func negotiate(_ token: Token, _ base: Int) {
    let accepted = exchanges[slots[token.slot].exchange].connection.acceptEncoding
    guard cache.varies(base), accepted.acceptsCoding || cache.isHollow(base) else {
      return deliver(token, base)
    }
    guard site.variants.usesPrecompressed, !cache.isSurveyed(base, now: now) else {
      return choose(token, base)
    }
    // Answers that are at hand do not wait for a disk.
    guard exchanges[slots[token.slot].exchange].outputCount == 0 else {
      return sendFirst(token, base)
    }
    let path = scratchPath(of: base)
    if joinFill(token, path, .survey(.gzip)) {
      return cache.unpin(base)
    }
    guard var fill = makeFill(token.slot, path) else {
      cache.unpin(base)
      return refuse(token, .exhausted)
    }
    cache.startSurvey(of: base, now: now)
    fill.goal = .survey(.gzip)
    fill.base = base
    start(fill, token)
  }

  mutating func sendFirst(_ token: Token, _ entry: Int) {
    cache.unpin(entry)
    releaseFiles()
    run(token, .send)
  }

  mutating func unpin(_ entries: SIMD4<Int32>) {
    for place in 0..<4 where entries[place] >= 0 { cache.unpin(Int(entries[place])) }
  }

  // MARK: Choosing

  /// Answers with the best of what is known to be there of `base`, pinned.
  mutating func choose(_ token: Token, _ base: Int) {
    let accepted = exchanges[slots[token.slot].exchange].connection.acceptEncoding
    let best = accepted.best(of: cache.sizes(base))
    guard !cache.isHollow(base) else { return chooseOfHollow(token, base, best) }
    let chosen = best ?? .identity
    // Somebody who puts variants beside a file has made those that are wanted.
    let isMade = cache.variant(base, chosen).map { cache.isMade($0) } ?? (chosen == .identity)
    if isMade, let wanted = accepted.worthMaking, wanted != chosen, startEncoding(base, wanted),
      site.variants.compression == .wait || accepted.weight(of: .identity) == 0
    {
      if park(token, base, on: base) { return }
    }
    guard chosen != .identity else { return deliver(token, base) }
    take(token, base, chosen)
  }

  /// Where there is no file, whoever takes no variant gets it decoded.
  private mutating func chooseOfHollow(_ token: Token, _ base: Int, _ best: ContentCoding?) {
    if let best { return take(token, base, best) }
    guard let source = cache.smallestVariant(base), let variant = cache.variant(base, source) else {
      return lookAgain(token, base)
    }
    let accepted = exchanges[slots[token.slot].exchange].connection.acceptEncoding
    // RFC 9110 section 12.4.1: what is not acceptable may be sent all the same, where there is
    // nothing else.
    guard accepted.weight(of: .identity) > 0, canDecode(variant) else {
      return take(token, base, source)
    }
    guard startDecoding(variant, source), park(token, base, on: variant) else {
      cache.unpin(base)
      return refuse(token, .exhausted)
    }
  }

  /// What was known of `base`, pinned, changed on the way: begins with the look-up of its path.
  private mutating func lookAgain(_ token: Token, _ base: Int) {
    cache.drop(base)
    cache.unpin(base)
    releaseFiles()
    guard exchanges[slots[token.slot].exchange].waits < limits.waits else {
      return refuse(token, .exhausted)
    }
    exchanges[slots[token.slot].exchange].waits += 1
    advance(token)
  }

  /// Answers with the variant of `base`, pinned, in `coding`; reads it if it has to be.
  private mutating func take(_ token: Token, _ base: Int, _ coding: ContentCoding) {
    guard let variant = cache.variant(base, coding) else { return deliver(token, base) }
    if cache.isFresh(variant: variant, now: now) {
      cache.pin(variant)
      cache.use(variant: variant)
      cache.unpin(base)
      return deliver(token, variant)
    }
    guard exchanges[slots[token.slot].exchange].outputCount == 0 else {
      return sendFirst(token, base)
    }
    let path = scratchPath(of: base)
    if joinFill(token, path, .variant(coding)) {
      return cache.unpin(base)
    }
    guard var fill = makeFill(token.slot, path) else {
      cache.unpin(base)
      return refuse(token, .exhausted)
    }
    fill.goal = .variant(coding)
    fill.base = base
    fill.known = variant
    cache.pin(variant)
    cache.startCheck(of: variant, now: now)
    start(fill, token)
  }

  /// Whether a file can be sent as a variant of `base`: one that is older was made of another
  /// version of the file.
  func isVariant(_ status: FileStatus, of base: Int?) -> Bool {
    guard let base, status.kind == .regular else { return false }
    return cache.isHollow(base) || !status.isOlder(than: cache.status(base))
  }

  /// The variant that was chosen is not there any more: chooses anew.
  mutating func variantLost(_ token: Token) {
    let slot = token.slot
    guard let base = exchanges[slots[slot].exchange].fill?.base,
      case .variant(let coding)? = exchanges[slots[slot].exchange].fill?.goal
    else { return }
    exchanges[slots[slot].exchange].fill?.base = nil
    cache.dropVariant(base, coding)
    endFill(slot)
    choose(token, base)
  }

  // MARK: Surveys

  /// There is no file: goes on with variants of it, if there may be some.
  mutating func startHollow(_ token: Token) -> Bool {
    let slot = token.slot
    guard let fill = exchanges[slots[slot].exchange].fill else { return false }
    let path = blocks.region(of: fill.block).slice(0..<fill.pathCount)
    if let known = fill.known, cache.isHollow(known), cache.isListed(known) {
      // What was made of its variants stays with it.
      cache.pin(known)
      exchanges[slots[slot].exchange].fill?.base = known
    } else {
      guard let facts = site.hollow(path.bytes),
        let base = cache.insert(path: path.bytes, facts, epoch: fill.epoch, now: now)
      else { return false }
      exchanges[slots[slot].exchange].fill?.base = base
    }
    look(token, for: .gzip)
    return true
  }

  private mutating func look(_ token: Token, for coding: ContentCoding?) {
    guard let coding else { return finishSurvey(token) }
    exchanges[slots[token.slot].exchange].fill?.goal = .survey(coding)
    exchanges[slots[token.slot].exchange].fill?.followsLinks = false
    openFile(token)
  }

  mutating func surveyInspected(_ token: Token, _ status: FileStatus) {
    let slot = token.slot
    guard let fill = exchanges[slots[slot].exchange].fill, let base = fill.base,
      case .survey(let coding) = fill.goal
    else { return }
    guard status.kind == .regular else { return surveyMissed(token, mayBeThere: false) }
    let entry = note(fill, base, coding)
    exchanges[slots[slot].exchange].fill?.found[Int(coding.rawValue)] = Int32(entry ?? -1)
    if entry == nil || fill.watch == nil || !fill.isCacheable {
      exchanges[slots[slot].exchange].fill?.canKeepSurvey = false
    }
    abandonFile(slot)
    look(token, for: coding.next)
  }

  /// The entry of a variant that was found, pinned: the one there was, if it is still good.
  private mutating func note(_ fill: FileFill, _ base: Int, _ coding: ContentCoding) -> Int? {
    if let before = cache.variant(base, coding), !cache.isMade(before), fill.watch != nil,
      isUndisturbed(fill),
      cache.revalidate(before, fill.status, epoch: fill.epoch, now: now)
    {
      cache.pin(before)
      return before
    }
    var facts = facts(of: fill)
    facts.file = nil
    // One that is too old is watched all the same: written anew it is as good as any.
    facts.isOutdated = !isVariant(fill.status, of: base)
    let entry = cache.insert(variantOf: base, facts, epoch: .max, now: now)
    // The entry took the watch over, though not the file.
    if let watch = facts.watch, entry != nil { cache.retain(watch: watch) }
    return entry
  }

  /// There is no variant in the coding that was looked for, as far as can be told.
  mutating func surveyMissed(_ token: Token, mayBeThere: Bool) {
    let slot = token.slot
    guard let base = exchanges[slots[slot].exchange].fill?.base,
      case .survey(let coding)? = exchanges[slots[slot].exchange].fill?.goal
    else { return }
    cache.dropVariant(base, coding)
    if mayBeThere { exchanges[slots[slot].exchange].fill?.canKeepSurvey = false }
    abandonFile(slot)
    look(token, for: coding.next)
  }

  private mutating func finishSurvey(_ token: Token) {
    let slot = token.slot
    noteChanges()
    guard let fill = exchanges[slots[slot].exchange].fill, let base = fill.base else { return }
    // Another request may have put its own in the place of one, and have let go of it since.
    let isSound = isUndisturbed(fill) && cache.hasVariants(base, fill.found)
    let canKeep = fill.isCacheable && fill.canKeepSurvey && isSound
    let isEmpty = cache.isHollow(base) && cache.smallestVariant(base) == nil
    // What was found and lost again is most likely back by now.
    let isLost = isEmpty && fill.found != SIMD4(repeating: -1)
    let attemptsMax = isLost ? FileFill.lostAttemptsMax : FileFill.attemptsMax
    if !isSound, fill.attempts < attemptsMax { return restartSurvey(token, fill, base) }
    if canKeep { cache.noteSurvey(of: base, epoch: fill.epoch, now: now) }
    exchanges[slots[slot].exchange].fill?.base = nil
    exchanges[slots[slot].exchange].fill?.found = SIMD4(repeating: -1)
    if isEmpty {
      cache.drop(base)
      cache.unpin(base)
      unpin(fill.found)
      if isSound, !isLost, fill.canKeepSurvey { noteAbsence(token) }
      return refuse(token, isLost || !fill.canKeepSurvey ? .exhausted : .nothing)
    }
    let isHollow = cache.isHollow(base)
    let chosen = canKeep && isHollow ? cache.listHollow(base, now: now) : base
    endFill(slot)
    choose(token, chosen)
    unpin(fill.found)
    releaseFiles()
  }

  /// Something changed in the meantime: begins again, with the file itself if there was none.
  private mutating func restartSurvey(_ token: Token, _ fill: FileFill, _ base: Int) {
    let slot = token.slot
    unpin(fill.found)
    exchanges[slots[slot].exchange].fill?.found = SIMD4(repeating: -1)
    exchanges[slots[slot].exchange].fill?.canKeepSurvey = true
    exchanges[slots[slot].exchange].fill?.goal = .survey(.gzip)
    exchanges[slots[slot].exchange].fill?.attempts += 1
    if cache.isHollow(base) {
      cache.unpin(base)
      exchanges[slots[slot].exchange].fill?.base = nil
      exchanges[slots[slot].exchange].fill?.goal = .file
    }
    startAttempt(token)
  }
}
