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

  private static let nothing = Region.allocate(count: 0)

  /// What it counts against the cache's budget.
  var bytes: Int { path.count + (content?.bytes ?? 0) }

  /// Fills an empty entry and pins it once.
  mutating func fill(path: Span<UInt8>, _ facts: FileFacts, epoch: UInt64, now: UInt64) {
    hash = FileTable.hash(path)
    self.path = Region.allocate(count: path.count)
    var copy = self.path.output(behind: 0)
    copy.append(path)
    representation = facts.representation
    status = facts.status
    content = facts.content
    content?.prepare(representation)
    file = facts.file
    watch = facts.watch
    wasRecent = facts.wasRecent
    self.epoch = epoch
    checkedAt = now
    pins = 1
    wasModified = false
    wasUsed = false
  }

  /// Frees its memory and empties it; nothing may use it any more.
  mutating func deallocate() {
    if path.count > 0 { path.deallocate() }
    content?.deallocate()
    self = FileEntry()
  }
}
