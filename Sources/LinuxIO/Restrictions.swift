import Glibc

/// What may keep a process from using io_uring, as far as it can find out.
package struct Restrictions: Sendable {
  /// The sysctl kernel.io_uring_disabled (Linux 6.6): 0 nobody, 1 the unprivileged, 2 everybody.
  package var ioUringDisabled: Int
  /// Whether a seccomp(2) filter decides which system calls it may make.
  package var hasSeccompFilter: Bool

  package init(ioUringDisabled: Int, hasSeccompFilter: Bool) {
    self.ioUringDisabled = ioUringDisabled
    self.hasSeccompFilter = hasSeccompFilter
  }

  /// Those that this process is under, proc(5).
  package static var current: Restrictions {
    let setting = text("/proc/sys/kernel/io_uring_disabled")
    return Restrictions(
      ioUringDisabled: setting.flatMap { Int($0.prefix { $0 != "\n" }) } ?? 0,
      hasSeccompFilter: text("/proc/self/status")?.contains("\nSeccomp:\t2\n") ?? false)
  }

  /// What the file at `path` begins with, up to 4 KiB; `nil` if it cannot be read.
  private static func text(_ path: String) -> String? {
    guard let file = try? unsafe FileDescriptor(checking: open(path, O_RDONLY | O_CLOEXEC)) else {
      return nil
    }
    let buffer = Region.allocate(count: 4096)
    defer { buffer.deallocate() }
    let transfer = OpenFile.read(file.number, from: 0, into: buffer, mayWait: true)
    guard case .moved(let count) = transfer else { return nil }
    return String(decoding: buffer.slice(0..<count).array, as: UTF8.self)
  }
}
