package import LinuxIO

/// What is served, as a worker needs it.
package struct Site: Sendable {
  /// The file that stands for a directory, as UTF-8.
  package let index: [UInt8]
  /// Whether changes of the root's file system can be watched, so that files can be cached.
  package let isWatchable: Bool
  /// The file system that this is known of.
  package let device: UInt64
  package let root: RootDirectory

  package init(index: String, root: consuming FileDescriptor) {
    self.index = Array(index.utf8)
    isWatchable = root.reportsAllChanges
    device = root.device
    self.root = RootDirectory(root)
  }
}
