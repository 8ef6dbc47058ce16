package import HTTPCore
package import LinuxIO

/// The files a worker knows: canonical path to facts, and to body bytes or an open descriptor.
///
/// An entry is fresh while no change was reported since it was filled and it is younger than the
/// backstop; else the next request looks at the file again. Entries are pinned while responses use
/// them: one that leaves the table lives on until then, so a response goes on with the file it
/// began with. What they leave behind, descriptors and watches, is handed out by `takeReleased...`.
package struct FileCache: ~Copyable {
  /// What is known of a path.
  package enum Lookup: Equatable, Sendable {
    case fresh(Int)
    /// To be looked at again; the body may still be good.
    case stale(Int)
    case absent
  }

  let limits: FileCacheLimits
  var entries: FixedArray<FileEntry>
  private var free: [Int] = []
  private var table: FileTable
  /// Grows with every change of a name or an attribute.
  package private(set) var epoch: UInt64 = 0
  /// Grows with every change of a watched file's content.
  package private(set) var contentChanges: UInt64 = 0
  var bytes = 0
  var openFiles = 0
  private var listedCount = 0
  private var serial: UInt64 = 0
  /// What goes next of the entries in memory, and of those with a descriptor.
  private var memoryOrder: EvictionOrder
  private var fileOrder: EvictionOrder
  private var releasedFiles: [Int32] = []
  private var releasedWatches: [Int32] = []
  /// How many entries and fills use each watch: hard links share one.
  private var watchUsers: [Int32: Int] = [:]

  /// Entries that a response may have pinned: a file and its variants.
  private static let pinsMax = 6

  /// A cache whose entries `responses` may pin at a time.
  package init(_ limits: FileCacheLimits, responses: Int) {
    self.limits = limits
    entries = FixedArray(capacity: limits.entries + FileCache.pinsMax * responses)
    table = FileTable(entries: limits.entries)
    memoryOrder = EvictionOrder(capacity: limits.entries)
    fileOrder = EvictionOrder(capacity: limits.files)
  }

  deinit {
    for index in 0..<entries.count {
      var entry = entries[index]
      if let file = entry.file { _ = FileDescriptor(taking: file) }
      entry.deallocate()
    }
  }

  // MARK: Looking up

  /// What is known of `path` at the time `now`, in milliseconds of the monotonic clock.
  package mutating func find(_ path: Span<UInt8>, now: UInt64) -> Lookup {
    let hash = table.hash(path)
    var place = table.start(hash)
    while let index = table[place] {
      if entries[index].hash == hash, entries[index].hasPath(path) {
        use(index)
        return isFresh(index, now) ? .fresh(index) : .stale(index)
      }
      place = table.next(place)
    }
    return .absent
  }

  /// The hash that tells paths apart here.
  func hash(_ path: Span<UInt8>) -> UInt64 { table.hash(path) }

  func isFresh(_ index: Int, _ now: UInt64) -> Bool {
    entries[index].epoch == epoch
      && now < entries[index].checkedAt + limits.validMilliseconds
  }

  /// Whether no name changed since the entry was found to be good.
  package func isCurrent(_ index: Int) -> Bool {
    entries[index].isListed && entries[index].epoch == epoch
  }

  /// Lets others use a stale entry of the present epoch while one request looks at its file again.
  package mutating func startCheck(of index: Int, now: UInt64) {
    if entries[index].epoch == epoch { entries[index].checkedAt = now }
  }

  /// Whether a look at the file showed that the entry is still good; if so it is fresh again.
  package mutating func revalidate(
    _ index: Int, _ status: FileStatus, epoch: UInt64, now: UInt64
  ) -> Bool {
    // A file changed within the clock's grain can differ with the same times.
    guard entries[index].isListed, !entries[index].wasRecent, entries[index].watch != nil,
      entries[index].status == status
    else { return false }
    // One that let go of its bytes is fresh when it has them again.
    guard isLoaded(index) else { return true }
    entries[index].epoch = epoch
    entries[index].checkedAt = now
    return true
  }

  // MARK: Using

  package func representation(_ index: Int) -> Representation { entries[index].representation }
  package func status(_ index: Int) -> FileStatus { entries[index].status }
  /// The file's bytes, if they are in memory.
  package func content(_ index: Int) -> FileContent? { entries[index].content }
  package func file(_ index: Int) -> Int32? { entries[index].file }
  package func isWatched(_ index: Int) -> Bool { entries[index].watch != nil }
  /// Whether the file was written to since the entry was filled, as far as its watch tells.
  package func wasModified(_ index: Int) -> Bool { entries[index].wasModified }

  /// Keeps the entry until `unpin`.
  package mutating func pin(_ index: Int) {
    entries[index].pins += 1
  }

  package mutating func unpin(_ index: Int) {
    entries[index].pins -= 1
    releaseIfUnused(index)
  }

  // MARK: Filling

  /// Adds what a fill found out, pinned once, and takes over its body, descriptor and watch.
  ///
  /// An entry without a watch serves the one response it was made for and is not listed.
  /// `nil` if every entry is pinned.
  package mutating func insert(
    path: Span<UInt8>, _ facts: FileFacts, epoch: UInt64, now: UInt64
  ) -> Int? {
    if let before = listed(path), !facts.isHollow { unlist(before) }
    let isListed =
      facts.watch != nil && makeRoom(for: facts.bytes(pathCount: path.count), facts.file != nil)
    guard let index = place() else { return nil }
    entries[index].fill(facts, epoch: epoch, now: now)
    entries[index].name(path, table.hash(path))
    if isListed { list(index) }
    return index
  }

  /// Counts an entry for which room was made; one with a path can be found by it.
  mutating func list(_ index: Int) {
    entries[index].isListed = true
    listedCount += 1
    if entries[index].owner == nil { table.insert(index, entries[index].hash) }
    enter(index)
  }

  /// Counts what an entry holds, and gives it its place in the order in which entries go.
  private mutating func enter(_ index: Int) {
    let (hash, cost) = (entries[index].hash, entries[index].bytes)
    bytes += cost
    if entries[index].file != nil {
      openFiles += 1
      fileOrder.add(index, hash, cost: cost)
    } else {
      memoryOrder.add(index, hash, cost: cost)
    }
  }

  private mutating func leave(_ index: Int) {
    bytes -= entries[index].bytes
    if entries[index].file != nil {
      openFiles -= 1
      fileOrder.remove(index)
    } else {
      memoryOrder.remove(index)
    }
  }

  /// Gives a listed entry other bytes or another descriptor.
  mutating func replace(_ index: Int, content: FileContent?, file: Int32?) {
    let isListed = entries[index].isListed
    if isListed { leave(index) }
    entries[index].content = content
    entries[index].file = file
    if isListed { enter(index) }
  }

  /// Notes that an entry was wanted, so that others go first.
  mutating func use(_ index: Int) {
    if memoryOrder.contains(index) {
      memoryOrder.use(index)
    } else if fileOrder.contains(index) {
      fileOrder.use(index)
    }
  }

  func listed(_ path: Span<UInt8>) -> Int? {
    let hash = table.hash(path)
    var place = table.start(hash)
    while let index = table[place] {
      if entries[index].hash == hash, entries[index].hasPath(path) { return index }
      place = table.next(place)
    }
    return nil
  }

  /// Remembers that there is no file at `path`, until a name changes or a second has passed.
  package mutating func insertAbsence(path: Span<UInt8>, epoch: UInt64, now: UInt64) {
    if let before = listed(path) { unlist(before) }
    guard makeRoom(for: FileEntry.cost(pathCount: path.count), false), let index = place() else {
      return
    }
    entries[index].name(path, table.hash(path))
    entries[index].noteAbsence(epoch: epoch, now: now)
    list(index)
  }

  /// Whether there is known to be nothing at the entry's path.
  package func isAbsent(_ index: Int) -> Bool { entries[index].isAbsent }

  mutating func place() -> Int? {
    serial += 1
    if let index = free.popLast() {
      entries[index].take(serial)
      return index
    }
    guard entries.count < entries.capacity else { return nil }
    entries.append(FileEntry())
    entries[entries.count - 1].take(serial)
    return entries.count - 1
  }

  /// Evicts until `wanted` bytes fit; false if they cannot be made to.
  mutating func makeRoom(for wanted: Int, _ hasFile: Bool) -> Bool {
    guard wanted <= limits.bytes else { return false }
    while hasFile, openFiles >= limits.files {
      guard let index = FileCache.next(&fileOrder, entries) else { return false }
      unlist(index)
    }
    while bytes + wanted > limits.bytes || listedCount >= limits.entries {
      guard
        let index = FileCache.next(&memoryOrder, entries) ?? FileCache.next(&fileOrder, entries)
      else { return false }
      unlist(index)
    }
    return true
  }

  /// The entry that goes next; one that is in use would give nothing back.
  private static func next(
    _ order: inout EvictionOrder, _ entries: borrowing FixedArray<FileEntry>
  ) -> Int? {
    order.next(hashOf: { entries[$0].hash }, canGo: { entries[$0].pins == 0 })
  }

  /// Takes an entry out of the table, and whatever hangs on it; who pinned it keeps it.
  mutating func unlist(_ index: Int) {
    if entries[index].isListed {
      entries[index].isListed = false
      listedCount -= 1
      if entries[index].owner == nil {
        table.remove(index, entries[index].hash) { entries[$0].hash }
      }
      leave(index)
    }
    unlink(index)
    dropVariants(of: index)
    releaseIfUnused(index)
  }

  private mutating func releaseIfUnused(_ index: Int) {
    guard !entries[index].isListed, entries[index].pins == 0, entries[index].isTaken else { return }
    dropVariants(of: index)
    unlink(index)
    if let file = entries[index].file { releasedFiles.append(file) }
    if let watch = entries[index].watch { release(watch: watch) }
    entries[index].deallocate()
    free.append(index)
  }

  // MARK: Changes

  /// A name or an attribute changed somewhere: every entry is to be looked at again.
  ///
  /// Descriptors are let go at once, so that the space of a deleted file is too.
  package mutating func namesChanged() {
    epoch += 1
    dropFiles()
  }

  /// Lets go of all descriptors that no response uses.
  package mutating func dropFiles() {
    guard openFiles > 0 else { return }
    for index in 0..<entries.count where entries[index].file != nil {
      // What was made of a file is worth keeping, and stays good as long as the file does.
      guard entries[index].isListed, entries[index].pins == 0, hasVariants(index) else {
        unlist(index)
        continue
      }
      if let file = entries[index].file { releasedFiles.append(file) }
      replace(index, content: entries[index].content, file: nil)
      entries[index].epoch = .max
    }
  }

  /// A look at the file showed that the entry is not good any more.
  package mutating func drop(_ index: Int) { unlist(index) }

  /// The content of the file that `watch` stands for changed.
  package mutating func contentChanged(watch: Int32) {
    contentChanges += 1
    for index in 0..<entries.count where entries[index].watch == watch {
      entries[index].wasModified = true
      unlist(index)
    }
  }

  /// Anything may have changed.
  package mutating func everythingChanged() {
    namesChanged()
    contentChanges += 1
    for index in 0..<entries.count where entries[index].watch != nil {
      entries[index].wasModified = true
      unlist(index)
    }
  }

  /// A fill uses `watch`; whatever it becomes, the use is given up once.
  package mutating func retain(watch: Int32) {
    watchUsers[watch, default: 0] += 1
  }

  package mutating func release(watch: Int32) {
    let users = (watchUsers[watch] ?? 1) - 1
    watchUsers[watch] = users > 0 ? users : nil
    if users == 0 { releasedWatches.append(watch) }
  }

  /// A descriptor to close.
  package mutating func takeReleasedFile() -> Int32? { releasedFiles.popLast() }

  /// A watch to end.
  package mutating func takeReleasedWatch() -> Int32? {
    while let watch = releasedWatches.popLast() {
      // It may have come into use again since.
      if watchUsers[watch] == nil { return watch }
    }
    return nil
  }
}
