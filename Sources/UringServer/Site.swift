package import HTTPCore
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
  /// The same, where nobody has to wait for what it knows of an open file.
  var localDevice: UInt64? { isWatchable ? device : nil }
  /// Which other forms of its files there are.
  package let variants: VariantRules
  /// What kind of content its files are.
  let mediaTypes: MediaTypes
  /// The modification time of all files, if they have but one.
  let commonSeconds: Int64?
  /// Files of which so many having the same time means that all of them have.
  private static let timesMax = 1000

  package init(
    index: String, root: consuming FileDescriptor, _ variants: VariantRules = VariantRules(),
    _ mediaTypes: MediaTypes = MediaTypes()
  ) {
    commonSeconds = ModificationTimes.common(below: root.number, limit: Site.timesMax)
    self.variants = variants
    self.mediaTypes = mediaTypes
    self.index = Array(index.utf8)
    isWatchable = root.reportsAllChanges
    device = root.device
    self.root = RootDirectory(root)
  }
}
