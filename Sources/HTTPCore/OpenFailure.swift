/// Why a target could not be opened as a file.
package enum OpenFailure: Equatable, Sendable {
  /// Missing, hidden, outside the root, denied or no regular file: one answer for all of them.
  case nothing
  /// A directory named without its slash: 301.
  case directory
  /// Out of descriptors or memory: 503.
  case exhausted
  /// The file system failed: 500.
  case failed
}
