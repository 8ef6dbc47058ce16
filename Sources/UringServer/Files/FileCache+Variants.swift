package import HTTPCore
import LinuxIO

/// The other forms of a cached file: variants beside it, and what was made of it.
///
/// They are entries of their own, which no path leads to: the file's entry, their owner, holds one
/// a coding, and where it goes they go. The owner of variants without a file is hollow, and what
/// its coding `identity` leads to was decoded.
extension FileCache {
  /// Whether there is no file but only variants of it.
  package func isHollow(_ index: Int) -> Bool { entries[index].isHollow }
  package func path(_ index: Int) -> [UInt8] {
    [UInt8](capacity: entries[index].pathCount) { entries[index].appendPath(to: &$0) }
  }
  package func owner(_ index: Int) -> Int? { entries[index].owner }

  /// The entry of the file `index` in `coding`.
  package func variant(_ index: Int, _ coding: ContentCoding) -> Int? {
    let variant = entries[index].variants[Int(coding.rawValue)]
    return variant < 0 ? nil : Int(variant)
  }

  /// Whether the entry's bytes were made here, rather than read from its file.
  package func isMade(_ index: Int) -> Bool { entries[index].isMade }

  package func isListed(_ index: Int) -> Bool { entries[index].isListed }

  /// Notes that a variant is wanted, so that room is made of others first.
  package mutating func use(variant index: Int) {
    use(index)
  }

  /// Whether a variant can be sent as it is.
  package func isFresh(variant index: Int, now: UInt64) -> Bool {
    // What was made of a file stays good for as long as that file's entry does.
    entries[index].isMade || isFresh(index, now)
  }

  /// How large the file is in each coding that it can be had in now.
  package func sizes(_ index: Int) -> CodingSizes {
    var sizes = CodingSizes()
    if !entries[index].isHollow { sizes[.identity] = entries[index].representation.size }
    var next: ContentCoding? = .identity
    while let coding = next {
      next = coding.next
      guard let variant = variant(index, coding), !entries[variant].isOutdated else { continue }
      sizes[coding] = entries[variant].representation.size
    }
    return sizes
  }

  /// The coding of the smallest variant that has a file.
  package func smallestVariant(_ index: Int) -> ContentCoding? {
    var smallest: ContentCoding?
    var size = UInt64.max
    var next: ContentCoding? = .gzip
    while let coding = next {
      next = coding.next
      guard let variant = variant(index, coding), !entries[variant].isMade,
        entries[variant].status.size < size
      else { continue }
      smallest = coding
      size = entries[variant].status.size
    }
    return smallest
  }

  // MARK: Surveys

  /// Whether it is known which variants stand beside the file.
  package func isSurveyed(_ index: Int, now: UInt64) -> Bool {
    entries[index].surveyEpoch == epoch
      && now < entries[index].surveyedAt + limits.validMilliseconds
  }

  /// Notes that all variants were looked for; `epoch` is that of the look's beginning.
  package mutating func noteSurvey(of index: Int, epoch: UInt64, now: UInt64) {
    entries[index].surveyEpoch = epoch
    entries[index].surveyedAt = now
    guard entries[index].isHollow else { return }
    // That is all there is to know of it.
    entries[index].epoch = epoch
    entries[index].checkedAt = now
  }

  /// Lets others use the last survey of the present epoch while one request makes a new one.
  package mutating func startSurvey(of index: Int, now: UInt64) {
    if entries[index].surveyEpoch == epoch { entries[index].surveyedAt = now }
  }

  /// There is no variant beside the file in `coding`.
  package mutating func dropVariant(_ index: Int, _ coding: ContentCoding) {
    guard let variant = variant(index, coding), !entries[variant].isMade else { return }
    let epoch = entries[index].surveyEpoch
    unlist(variant)
    // It is known to be gone, which is as good as known to be there.
    entries[index].surveyEpoch = epoch
  }

  // MARK: Filling

  /// Adds a variant of `owner`, which is pinned, in place of the one it had; pins it once.
  ///
  /// `nil` if every entry is pinned.
  package mutating func insert(
    variantOf owner: Int, _ facts: FileFacts, isMade: Bool = false, epoch: UInt64, now: UInt64
  ) -> Int? {
    precondition(entries[owner].pins > 0, "the owner stays while it gets a variant")
    let coding = facts.representation.coding
    let survey = entries[owner].surveyEpoch
    if let before = variant(owner, coding) { unlist(before) }
    // It is replaced, so what is known of the others stays known.
    entries[owner].surveyEpoch = survey
    // Of a file that cannot be watched nothing is known any more when it was sent.
    let canKeep = isMade || facts.watch != nil
    let isListed = canKeep && makeRoom(for: facts.bytes(pathCount: 0), facts.file != nil)
    guard let index = place() else { return nil }
    entries[index].fill(facts, epoch: canKeep ? epoch : .max, now: now)
    entries[index].owner = owner
    entries[index].hash = entries[owner].hash &+ UInt64(coding.rawValue) &+ 1
    entries[index].isMade = isMade
    entries[owner].variants[Int(coding.rawValue)] = Int32(index)
    if isListed { list(index) }
    return index
  }

  func hasVariants(_ index: Int) -> Bool {
    entries[index].variants != SIMD4(repeating: -1)
  }

  /// Whether the file has a variant in every coding that there is one of in `found`.
  package func hasVariants(_ index: Int, _ found: SIMD4<Int32>) -> Bool {
    for place in 0..<4 where found[place] >= 0 && entries[index].variants[place] < 0 {
      return false
    }
    return true
  }

  /// Takes an entry that no path leads to from its owner.
  mutating func unlink(_ index: Int) {
    guard let owner = entries[index].owner else { return }
    let coding = entries[index].representation.coding
    entries[index].owner = nil
    entries[owner].variants[Int(coding.rawValue)] = -1
    guard !entries[index].isMade else { return }
    entries[owner].surveyEpoch = .max
    // What was decoded came from one of them.
    if entries[owner].isHollow, let decoded = variant(owner, .identity) { unlist(decoded) }
  }

  /// Lets go of all variants.
  mutating func dropVariants(of index: Int) {
    for place in 0..<4 where entries[index].variants[place] >= 0 {
      unlist(Int(entries[index].variants[place]))
    }
  }

  /// Gives an entry that let go of its descriptor its content or a new descriptor.
  ///
  /// The file was looked at and is the same; the entry is pinned.
  package mutating func load(
    _ index: Int, content: FileContent?, file: Int32?, epoch: UInt64, now: UInt64
  ) {
    precondition(!isLoaded(index), "what is there stays")
    let isListed = entries[index].isListed
    let fits = makeRoom(for: content?.bytes ?? 0, file != nil)
    // Making room may have taken this one out of the table.
    if isListed, entries[index].isListed, !fits { unlist(index) }
    replace(index, content: content, file: file)
    entries[index].prepare()
    entries[index].epoch = epoch
    entries[index].checkedAt = now
  }

  /// Whether the bytes can be had from the entry.
  package func isLoaded(_ index: Int) -> Bool {
    entries[index].content != nil || entries[index].file != nil || entries[index].isHollow
  }

  /// Lists a hollow entry, now that it has variants, unless another request was faster.
  ///
  /// Returns the entry to use; it stays pinned once, and the other is not any more.
  package mutating func listHollow(_ index: Int, now: UInt64) -> Int {
    if let before = listed(path(index).span), before != index {
      if entries[before].isHollow, isFresh(before, now), isSurveyed(before, now: now) {
        pin(before)
        unpin(index)
        return before
      }
      unlist(before)
    }
    guard !entries[index].isListed, makeRoom(for: entries[index].bytes, false) else { return index }
    list(index)
    return index
  }

  /// The entry that another request has filled with the same facts in the meantime, pinned.
  ///
  /// With it goes what was made of it, so it is better than a new one.
  package mutating func twin(
    _ path: Span<UInt8>, _ owner: Int?, _ facts: FileFacts, now: UInt64
  ) -> Int? {
    guard !facts.wasRecent, facts.watch != nil,
      let index = owner.map({ variant($0, facts.representation.coding) }) ?? listed(path),
      entries[index].isListed, isLoaded(index), !entries[index].isHollow, !entries[index].isMade,
      !entries[index].wasRecent, isFresh(index, now), entries[index].status == facts.status
    else { return nil }
    pin(index)
    return index
  }

  // MARK: Work in the background

  /// Tells the entry from those that had its place before or will have it later.
  package func serial(_ index: Int) -> UInt64 { entries[index].serial }

  /// Whether the entry is still the one that had this serial number, and leads somewhere.
  package func isCurrent(_ index: Int, _ serial: UInt64) -> Bool {
    index < entries.count && entries[index].serial == serial
      && (entries[index].isListed || entries[index].owner != nil)
  }

  /// Whether work on the file, on another thread, can be of use to later requests.
  package func isWorthWork(_ index: Int) -> Bool {
    entries[index].isListed && !entries[index].wasRecent && entries[index].watch != nil
  }

  package func hasPending(_ index: Int, _ work: UInt8) -> Bool {
    entries[index].pending & work != 0
  }

  package mutating func setPending(_ index: Int, _ work: UInt8, _ isPending: Bool) {
    if isPending { entries[index].pending |= work } else { entries[index].pending &= ~work }
  }

  /// Whether it is known that the file cannot be coded, or the variant not be decoded, to any use.
  package func isFruitless(_ index: Int) -> Bool { entries[index].isFruitless }

  package mutating func noteFruitless(_ index: Int) {
    entries[index].isFruitless = true
  }

  /// Whether a request for the entry needs more than the entry.
  package func isPlain(_ index: Int) -> Bool { entries[index].isPlain }

  /// Whether requests that accept other codings may be given other bytes.
  package func varies(_ index: Int) -> Bool { entries[index].representation.varies }

  /// Whether there is a digest of the entry's bytes to be found out: always of a file whose time
  /// says nothing, else if it `isWanted`.
  package func lacksDigest(_ index: Int, isWanted: Bool) -> Bool {
    entries[index].representation.digest == nil
      && (isWanted || !entries[index].representation.isDated)
  }

  /// Notes the digest of the entry's bytes.
  package mutating func note(_ digest: ContentDigest, of index: Int) {
    entries[index].representation.note(digest)
    entries[index].prepare()
  }
}
