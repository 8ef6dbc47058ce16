import CLinux
import Glibc

#if IOUring
import CLiburing
#endif

/// How a path below a root may be resolved, openat2(2).
///
/// The kernel reads it by address when the open is submitted, so it lives in memory of its own.
@safe
package struct OpenRules: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<open_how>
  /// The same rules, failing with EAGAIN where a disk would have to be waited for (Linux 5.12), and
  /// with EXDEV where another file system begins, whose own open may wait for anything.
  let cachedPointer: UnsafeMutablePointer<open_how>

  private init(flags: Int32, resolve: Int32) {
    unsafe pointer = OpenRules.allocate(flags, resolve)
    unsafe cachedPointer = OpenRules.allocate(flags, resolve | RESOLVE_CACHED | RESOLVE_NO_XDEV)
  }

  private static func allocate(
    _ flags: Int32, _ resolve: Int32
  ) -> UnsafeMutablePointer<open_how> {
    let pointer = UnsafeMutablePointer<open_how>.allocate(capacity: 1)
    unsafe pointer.initialize(
      to: open_how(
        flags: UInt64(flags), mode: 0,
        resolve: UInt64(RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | resolve)))
    return unsafe pointer
  }

  /// The flags of open(2) among them.
  var flags: Int32 { unsafe Int32(truncatingIfNeeded: pointer.pointee.flags) }

  /// A file to read, by a path without symbolic links; O_NONBLOCK, so that no FIFO hangs the open.
  package static let plainFile = OpenRules(
    flags: O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, resolve: RESOLVE_NO_SYMLINKS)
  /// A file to read; symbolic links may be followed as long as they stay inside.
  package static let linkedFile = OpenRules(
    flags: O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, resolve: 0)
  /// A directory to watch, by a path without symbolic links.
  package static let plainDirectory = OpenRules(
    flags: Int32(LINUX_O_PATH) | O_DIRECTORY | O_CLOEXEC, resolve: RESOLVE_NO_SYMLINKS)
}
