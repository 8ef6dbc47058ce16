import CLinux
import Glibc

/// Confined opening for sandboxes without openat2(2), such as gVisor before the autumn of 2026.
///
/// Every component is opened in the directory before it and no link is followed, so a path without
/// `..` cannot lead out; links that stay inside are refused too.
package enum PathWalk {
  /// Opens `path`, NUL-terminated and without `..`, below `directory`; ELOOP where a link is on it.
  package static func open(
    _ path: Region, below directory: Int32, flags: Int32
  ) throws(Errno) -> Int32 {
    let names = path.array.prefix { $0 != 0 }.split(separator: UInt8(ascii: "/"))
    precondition(!names.isEmpty, "a path has a name, or what is returned would be the directory")
    var file = directory
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      let parent = file
      file = unsafe openat(
        parent, name.map { CChar(bitPattern: $0) } + [0],
        O_NOFOLLOW | (isLast ? flags : Int32(LINUX_O_PATH) | O_DIRECTORY | O_CLOEXEC))
      let errno = Errno.current
      if parent != directory { _ = FileDescriptor(taking: parent) }
      // A link where a directory was wanted is reported as something else than a directory.
      guard file >= 0 else { throw isLast || errno != .notDirectory ? errno : .tooManyLinks }
    }
    return file
  }
}
