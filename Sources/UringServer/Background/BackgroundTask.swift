package import HTTPCore
package import LinuxIO

/// A piece of work on a file that would hold a loop up.
///
/// It names all it needs, so that whoever gave it may be gone when it is done: the file is opened,
/// read and looked at again by the thread that does it.
package struct BackgroundTask: Sendable {
  package enum Work: Equatable, Sendable {
    /// Code the file.
    case encode(ContentCoding)
    /// Decode the file, which is a variant.
    case decode(ContentCoding)
    /// Find out the digest of the file's bytes.
    case digest

    /// The work as a bit of a set.
    var bit: UInt8 {
      switch self {
      case .encode(let coding): 1 << coding.rawValue
      case .decode: 1 << 4
      case .digest: 1 << 5
      }
    }
  }

  package let work: Work
  /// The file's path below the root, with a NUL behind it.
  package let path: [UInt8]
  /// What the file was when it was last looked at: no other version will do.
  package let status: FileStatus
  /// The cache entry that it is for, and that entry's serial number.
  package let entry: Int
  package let serial: UInt64

  package init(
    _ work: Work, path: [UInt8], _ status: FileStatus, entry: Int, serial: UInt64
  ) {
    self.work = work
    self.path = path
    self.status = status
    self.entry = entry
    self.serial = serial
  }
}
