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

  /// Opens a regular file that is not empty, to be read; `nil` if it is none.
  package static func regularFile(_ path: String) -> FileDescriptor? {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    guard let file = try? unsafe FileDescriptor(checking: open(path, flags)) else { return nil }
    var facts = stat()
    guard unsafe fstat(file.number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_size > 0
    else { return nil }
    return file
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

  /// Takes note of all that the eventfd `number` was woken for.
  package static func clear(_ number: Int32) {
    var count = eventfd_t()
    // Fails only if nothing was there.
    _ = unsafe eventfd_read(number, &count)
  }

  /// The device it is on, as in `FileStatus`.
  package var device: UInt64 {
    var facts = stat()
    guard unsafe fstat(number, &facts) == 0 else { return 0 }
    return linux_device(UInt64(facts.st_dev))
  }

  /// Whether inotify sees every change that this machine makes to files of the descriptor's file
  /// system.
  package var reportsAllChanges: Bool { FileSystem(of: number)?.reportsAllChanges ?? false }
}
