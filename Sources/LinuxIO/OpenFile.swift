import CLinux
import Glibc

/// Calls on files, by number: each says whether it may wait for a disk.
package enum OpenFile {
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

  /// Fails as every `open` below `directory` would where the kernel or a sandbox has no openat2(2).
  package static func check(below directory: Int32) throws(Errno) {
    let path = Region.allocate(count: 2)
    defer { path.deallocate() }
    path.set(UInt8(ascii: "."), at: 0)
    path.set(0, at: 1)
    _ = FileDescriptor(taking: try open(path, below: directory, .plainDirectory, mayWait: true))
  }

  /// Finds out the facts about an open file, statx(2); a local file system makes nobody wait.
  package static func inspect(_ file: Int32, into area: StatusArea) throws(Errno) {
    // Safe: the area's owner keeps it for as long as a call may be under way.
    let result = unsafe statx(
      file, "", Int32(LINUX_AT_EMPTY_PATH), UInt32(STATX_BASIC_STATS), area.pointer)
    guard result == 0 else { throw .current }
  }

  /// Reads from `offset` on; unless it `mayWait`, only what is in the page cache, preadv2(2).
  package static func read(
    _ file: Int32, from offset: UInt64, into region: Region, mayWait: Bool
  ) -> Transfer {
    // Safe: the region's owner lends it for the call, and its size is passed along.
    Transfer(unsafe linux_read(file, region.base, region.count, offset, mayWait))
  }

  /// Whether a stretch of a file is known to be in the page cache, cachestat(2), Linux 6.5.
  package static func isCached(_ file: Int32, from offset: UInt64, count: Int) -> Bool {
    guard count > 0 else { return true }
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    let pages = (offset + UInt64(count) - 1) / page - offset / page + 1
    return linux_cached_pages(file, offset, UInt64(count)) >= Int64(pages)
  }
}
