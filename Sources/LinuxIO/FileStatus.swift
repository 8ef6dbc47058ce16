/// What statx(2) says of an open file, as far as a response or a cache depends on it.
package struct FileStatus: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case regular
    case directory
    /// A FIFO, a socket, a device: never served.
    case other
  }

  package var kind = Kind.other
  package var size: UInt64 = 0
  package var modifiedSeconds: Int64 = 0
  package var modifiedNanoseconds: UInt32 = 0
  package var changedSeconds: Int64 = 0
  package var changedNanoseconds: UInt32 = 0
  package var inode: UInt64 = 0
  package var device: UInt64 = 0

  package init() {}

  /// Whether the bytes of the file are still those of `earlier`, by size and modification time.
  package func hasContent(of earlier: FileStatus) -> Bool {
    size == earlier.size && modifiedSeconds == earlier.modifiedSeconds
      && modifiedNanoseconds == earlier.modifiedNanoseconds
  }

  /// Whether the file was modified before the one of `other`.
  ///
  /// A time without a fraction may have lost it to the program that copied it.
  package func isOlder(than other: FileStatus) -> Bool {
    guard modifiedSeconds == other.modifiedSeconds else {
      return modifiedSeconds < other.modifiedSeconds
    }
    return modifiedNanoseconds != 0 && modifiedNanoseconds < other.modifiedNanoseconds
  }

  /// Whether the modification time lies so close before `now` that a later change may not move it.
  ///
  /// File times come from the timer tick, 10 ms at the most; twice that is waited for.
  package func isRecent(at now: Clock) -> Bool {
    // Compared before anything is subtracted: a file can claim any time there is.
    guard modifiedSeconds <= now.seconds else { return true }
    guard modifiedSeconds >= now.seconds - 1 else { return false }
    let age =
      (now.seconds - modifiedSeconds) * 1_000_000_000 + now.nanoseconds - Int64(modifiedNanoseconds)
    return age < 20_000_000
  }
}
