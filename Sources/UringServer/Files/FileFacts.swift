package import HTTPCore
package import LinuxIO

/// What filling a cache entry found out about a file.
package struct FileFacts: Sendable {
  package var representation: Representation
  package var status: FileStatus
  /// Whether the file was modified within the clock's grain before it was looked at.
  package var wasRecent: Bool
  /// The whole body, allocated for the entry.
  package var content: FileContent?
  /// An open descriptor, where the body is not in memory.
  package var file: Int32?
  package var watch: Int32?
  /// There is no such file, but variants of it.
  package var isHollow = false
  /// It is a variant that is older than its file.
  package var isOutdated = false

  package init(
    _ representation: Representation, _ status: FileStatus, wasRecent: Bool, content: FileContent?,
    file: Int32?, watch: Int32?
  ) {
    self.representation = representation
    self.status = status
    self.wasRecent = wasRecent
    self.content = content
    self.file = file
    self.watch = watch
  }

  /// What an entry with these facts costs.
  func bytes(pathCount: Int) -> Int {
    FileEntry.cost(pathCount: pathCount) + (content?.bytes ?? 0)
  }
}
