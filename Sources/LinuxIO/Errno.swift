import Glibc

/// An error number of the kernel, errno(3).
package struct Errno: Error, Equatable, Sendable, CustomStringConvertible {
  package let code: Int32

  package init(code: Int32) {
    self.code = code
  }

  /// The error of a completion or a liburing call, which hand it back negated.
  package init(negated result: Int32) {
    code = 0 &- result
  }

  /// What the C library last reported on this thread.
  package static var current: Errno { Errno(code: errno) }

  /// The kernel's one-line text.
  package var description: String {
    // Safe: strerror returns a NUL-terminated text that is copied here at once.
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}
