/// What is served, as a worker needs it: the root is the engine's.
package struct Site: Sendable {
  /// The file that stands for a directory, as UTF-8.
  package let index: [UInt8]
  /// Whether changes of the root's file system can be watched, so that files can be cached.
  package let isWatchable: Bool
  /// Descriptor of the root directory; open for as long as the site is served.
  package let root: Int32

  package init(index: String, isWatchable: Bool, root: Int32) {
    self.index = Array(index.utf8)
    self.isWatchable = isWatchable
    self.root = root
  }
}
