import CLinux
import Glibc

/// An open file descriptor that closes itself.
package struct FileDescriptor: ~Copyable, Sendable {
  package let number: Int32

  /// Takes over `number`, which nothing else may close.
  package init(taking number: Int32) {
    self.number = number
  }

  /// Takes over the result of a call that returns -1 on failure.
  init(checking result: Int32) throws(Errno) {
    guard result >= 0 else { throw .current }
    number = result
  }

  deinit {
    // Nothing can be done about a failure: the number is free either way, close(2).
    _ = close(number)
  }

  /// Gives the number up to the caller, who closes it.
  package consuming func release() -> Int32 {
    let number = self.number
    discard self
    return number
  }

  /// Opens a directory for looking up names in it, and nothing else.
  package static func directory(_ path: String) throws(Errno) -> FileDescriptor {
    unsafe try FileDescriptor(
      checking: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  /// A descriptor that another thread can wake a worker with, eventfd(2).
  package static func wakeup() throws(Errno) -> FileDescriptor {
    try FileDescriptor(checking: eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)))
  }

  /// Wakes whoever polls the eventfd `number`; safe from any thread.
  package static func wake(_ number: Int32) {
    // The counter can only be full if the worker was woken already.
    _ = eventfd_write(number, 1)
  }

  /// The device it is on, as in `FileStatus`.
  package var device: UInt64 {
    var facts = stat()
    guard unsafe fstat(number, &facts) == 0 else { return 0 }
    return linux_device(UInt64(facts.st_dev))
  }

  /// Whether inotify sees every change that this machine makes to files of the descriptor's file
  /// system: local ones, and an overlay as long as its lower layers are left alone, inotify(7).
  package var reportsAllChanges: Bool {
    var facts = statfs()
    guard unsafe linux_file_system(number, &facts) == 0 else { return false }
    switch Int64(facts.f_type) {
    case Int64(EXT4_SUPER_MAGIC), Int64(XFS_SUPER_MAGIC), Int64(BTRFS_SUPER_MAGIC),
      Int64(F2FS_SUPER_MAGIC), Int64(TMPFS_MAGIC), Int64(OVERLAYFS_SUPER_MAGIC):
      return true
    default: return false
    }
  }
}
