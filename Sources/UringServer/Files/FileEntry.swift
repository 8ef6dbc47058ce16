import HTTPCore
import LinuxIO

/// One entry of a `FileCache`.
///
/// What a look-up and a plain answer touch comes first, in two lines of the processor's cache.
struct FileEntry {
  var hash: UInt64 = 0
  /// The path that leads to it, if it has one and it is not longer.
  private var shortPath = InlineArray<48, UInt8>(repeating: 0)
  private(set) var pathCount = 0
  var epoch: UInt64 = 0
  /// When the file was last looked at, in milliseconds of the monotonic clock.
  var checkedAt: UInt64 = 0
  var content: FileContent?
  var pins: Int32 = 0
  var isListed = false
  /// There is nothing at its path.
  private(set) var isAbsent = false
  /// Whether a request that negotiates nothing is answered with it as it is.
  private(set) var isPlain = false
  /// It is in use.
  private(set) var isTaken = false
  var wasRecent = false
  var wasModified = false
  /// Its bytes were made here, rather than read from its file.
  var isMade = false
  /// There is no file, but variants of it.
  var isHollow = false
  /// It is a variant that is older than its file: known to be there, but never sent.
  var isOutdated = false
  /// Such work leads to nothing.
  var isFruitless = false
  /// Work that another thread is at, a bit each.
  var pending: UInt8 = 0
  var representation = Representation(
    size: 0, modifiedSeconds: 0, modifiedNanoseconds: 0, isWeak: true, mediaType: .unknown)
  var status = FileStatus()
  var file: Int32?
  var watch: Int32?
  /// Its place in the order in which entries were taken.
  private(set) var serial: UInt64 = 0
  /// The entries of the file's other forms, by coding; -1 for none.
  var variants = SIMD4<Int32>(repeating: -1)
  /// The entry of the file that this is another form of.
  var owner: Int?
  /// The epoch and the time when it was found out which variants there are.
  var surveyEpoch = UInt64.max
  var surveyedAt: UInt64 = 0

  /// The path if it is too long to be kept here.
  private var longPath: Region?

  /// What it counts against the cache's budget.
  var bytes: Int { FileEntry.cost(pathCount: pathCount) + (content?.bytes ?? 0) }

  /// What an entry without content costs.
  static func cost(pathCount: Int) -> Int { MemoryLayout<FileEntry>.stride + pathCount }

  /// Takes the entry into use.
  mutating func take(_ serial: UInt64) {
    self.serial = serial
    isTaken = true
  }

  /// Notes the path that leads to it.
  mutating func name(_ path: Span<UInt8>, _ hash: UInt64) {
    self.hash = hash
    pathCount = path.count
    guard path.count > shortPath.count else {
      for index in 0..<path.count { shortPath[index] = path[index] }
      return
    }
    let region = Region.allocate(count: path.count)
    var copy = region.output(behind: 0)
    copy.append(path)
    longPath = region
  }

  /// Whether `path` leads to it.
  func hasPath(_ path: Span<UInt8>) -> Bool {
    guard pathCount == path.count else { return false }
    if let longPath { return longPath.bytes.isSame(as: path) }
    return shortPath.span.extracting(0..<pathCount).isSame(as: path)
  }

  /// Appends the path that leads to it.
  func appendPath(to output: inout OutputSpan<UInt8>) {
    if let longPath { return output.append(longPath.bytes) }
    output.append(shortPath.span.extracting(0..<pathCount))
  }

  /// Fills an empty entry and pins it once.
  mutating func fill(_ facts: FileFacts, epoch: UInt64, now: UInt64) {
    representation = facts.representation
    status = facts.status
    content = facts.content
    file = facts.file
    watch = facts.watch
    wasRecent = facts.wasRecent
    self.epoch = epoch
    checkedAt = now
    isHollow = facts.isHollow
    isOutdated = facts.isOutdated
    pins = 1
    prepare()
  }

  /// Notes that there is nothing at its path.
  mutating func noteAbsence(epoch: UInt64, now: UInt64) {
    isAbsent = true
    self.epoch = epoch
    checkedAt = now
  }

  /// Notes what plain answers with it need, after what they state has changed.
  mutating func prepare() {
    isPlain = !isHollow && (representation.isDated || representation.digest != nil)
    content?.prepare(representation)
  }

  /// Frees its memory and empties it; nothing may use it any more.
  mutating func deallocate() {
    longPath?.deallocate()
    content?.deallocate()
    self = FileEntry()
  }
}
