import CLinux
import Glibc

/// Calls on files, by number: each says whether it may wait for a disk.
package enum OpenFile {
  /// Attempts at opening what seems not to be in the kernel's caches before that is believed.
  package static let cachedAttempts = 4

  /// Opens `path`, NUL-terminated, below `directory`, openat2(2), or step by step where a sandbox
  /// lacks that call.
  ///
  /// Unless it `mayWait`, it fails with EAGAIN where the path is not in the kernel's caches
  /// (Linux 5.12; EINVAL before).
  package static func open(
    _ path: Region, below directory: Int32, _ rules: OpenRules, mayWait: Bool
  ) throws(Errno) -> Int32 {
    // Safe: the caller terminated the path, and the rules are never freed.
    let text = unsafe UnsafePointer(path.base.assumingMemoryBound(to: CChar.self))
    let how = unsafe mayWait ? rules.pointer : rules.cachedPointer
    let file = unsafe linux_openat2(directory, text, how)
    guard file < 0 else { return file }
    let errno = Errno.current
    // The kernel knows the call; a sandbox answers so in its place.
    guard errno == .notImplemented || errno == .notPermitted else { throw errno }
    guard mayWait else { throw .tryAgain }
    return try PathWalk.open(path, below: directory, flags: rules.flags)
  }

  /// Whether the kernel itself keeps paths below `directory`, openat2(2); why not if it does not.
  package static func confinement(below directory: Int32) -> Errno? {
    // Safe: the rules are never freed.
    let file = unsafe linux_openat2(directory, "..", OpenRules.plainDirectory.pointer)
    guard file < 0 else {
      _ = FileDescriptor(taking: file)
      return .notSupported
    }
    let errno = Errno.current
    return errno == .crossDevice ? nil : errno
  }

  /// Finds out the facts about an open file, statx(2).
  ///
  /// Unless it `mayWait`, what a server on the network would have to be asked for is as it was last
  /// heard; a local file system has all of it at hand.
  package static func inspect(
    _ file: Int32, into area: StatusArea, mayWait: Bool
  ) throws(Errno) {
    let flags = mayWait ? LINUX_AT_EMPTY_PATH : LINUX_AT_EMPTY_PATH | LINUX_AT_STATX_DONT_SYNC
    // Safe: the area's owner keeps it for as long as a call may be under way.
    let result = unsafe statx(
      file, "", Int32(flags), UInt32(STATX_BASIC_STATS), area.pointer)
    guard result == 0 else { throw .current }
  }

  /// The same without waiting; false where that cannot be trusted: on another file system than
  /// `device`, which is a local one.
  package static func inspect(
    _ file: Int32, into area: StatusArea, on device: UInt64
  ) throws(Errno) -> Bool {
    try inspect(file, into: area, mayWait: false)
    return area.status.device == device
  }

  /// Reads from `offset` on; unless it `mayWait`, only what is in the page cache, preadv2(2).
  package static func read(
    _ file: Int32, from offset: UInt64, into region: Region, mayWait: Bool
  ) -> Transfer {
    // Safe: the region's owner lends it for the call, and its size is passed along.
    Transfer(unsafe linux_read(file, region.base, region.count, offset, mayWait))
  }

  /// Whether a stretch of a file seems to be in the page cache, preadv2(2), Linux 4.14.
  ///
  /// A byte is read at each step of the way and at the end. Not cachestat(2): it answers only to a
  /// file's owner, and counts pages that are still being read.
  package static func isCached(_ file: Int32, from offset: UInt64, count: Int) -> Bool {
    var position = 0
    var byte: UInt8 = 0
    while position < count {
      // Safe: the byte is lent for the call alone.
      let read = Transfer(
        unsafe linux_read(file, &byte, 1, offset + UInt64(position), false))
      guard read == .moved(1) else { return false }
      position = position < count - 1 ? min(position + 256 * 1024, count - 1) : count
    }
    return true
  }
}
