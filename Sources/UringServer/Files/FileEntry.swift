import HTTPCore
import LinuxIO

/// One entry of a `FileCache`.
struct FileEntry {
  var hash: UInt64 = 0
  var path = FileEntry.nothing
  var representation = Representation(
    size: 0, modifiedSeconds: 0, modifiedNanoseconds: 0, isWeak: true, mediaType: .unknown)
  var status = FileStatus()
  var content: FileContent?
  var file: Int32?
  var watch: Int32?
  var epoch: UInt64 = 0
  /// When the file was last looked at, in milliseconds of the monotonic clock.
  var checkedAt: UInt64 = 0
  var pins = 0
  var isListed = false
  var wasUsed = false
  var wasRecent = false
  var wasModified = false
  /// Its place in the order in which entries were taken.
  private(set) var serial: UInt64 = 0
  /// It is in use.
  private(set) var isTaken = false
  /// The entries of the file's other forms, by coding; -1 for none.
  var variants = SIMD4<Int32>(repeating: -1)
  /// The entry of the file that this is another form of.
  var owner: Int?
  /// Its bytes were made here, rather than read from its file.
  var isMade = false
  /// There is no file, but variants of it.
  var isHollow = false
  /// It is a variant that is older than its file: known to be there, but never sent.
  var isOutdated = false
  /// The epoch and the time when it was found out which variants there are.
  var surveyEpoch = UInt64.max
  var surveyedAt: UInt64 = 0
  /// Work that another thread is at, a bit each.
  var pending: UInt8 = 0
  /// Such work leads to nothing.
  var isFruitless = false

  private static let nothing = Region.allocate(count: 0)

  /// Whether a request that negotiates nothing is answered with it as it is.
  var isPlain: Bool {
    !isHollow && (representation.isDated || representation.digest != nil)
  }

  /// What it counts against the cache's budget.
  var bytes: Int { path.count + (content?.bytes ?? 0) }

  /// Takes the entry into use.
  mutating func take(_ serial: UInt64) {
    self.serial = serial
    isTaken = true
  }

  /// Notes the path that leads to it.
  mutating func name(_ path: Span<UInt8>) {
    hash = FileTable.hash(path)
    self.path = Region.allocate(count: path.count)
    var copy = self.path.output(behind: 0)
    copy.append(path)
  }

  /// Fills an empty entry and pins it once.
  mutating func fill(_ facts: FileFacts, epoch: UInt64, now: UInt64) {
    representation = facts.representation
    status = facts.status
    content = facts.content
    content?.prepare(representation)
    file = facts.file
    watch = facts.watch
    wasRecent = facts.wasRecent
    self.epoch = epoch
    checkedAt = now
    isHollow = facts.isHollow
    isOutdated = facts.isOutdated
    pins = 1
  }

  /// Writes the fields in front of its content anew, after what they state has changed.
  mutating func prepare() {
    content?.prepare(representation)
  }

  /// Frees its memory and empties it; nothing may use it any more.
  mutating func deallocate() {
    if path.count > 0 { path.deallocate() }
    content?.deallocate()
    self = FileEntry()
  }
}
