import CLinux
import Glibc

#if IOUring
import CLiburing
#endif

/// Where the kernel writes the facts of one statx(2) at a time.
@safe
package struct StatusArea: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<statx>

  /// What the kernel wrote last.
  package var status: FileStatus {
    let facts = unsafe pointer.pointee
    var status = FileStatus()
    switch mode_t(facts.stx_mode) & S_IFMT {
    case S_IFREG: status.kind = .regular
    case S_IFDIR: status.kind = .directory
    default: status.kind = .other
    }
    status.size = facts.stx_size
    status.modifiedSeconds = facts.stx_mtime.tv_sec
    status.modifiedNanoseconds = facts.stx_mtime.tv_nsec
    status.changedSeconds = facts.stx_ctime.tv_sec
    status.changedNanoseconds = facts.stx_ctime.tv_nsec
    status.inode = facts.stx_ino
    status.device = UInt64(facts.stx_dev_major) << 32 | UInt64(facts.stx_dev_minor)
    return status
  }
}
