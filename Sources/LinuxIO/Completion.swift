#if IOUring
import CLiburing
import Glibc

/// One completion queue entry as a value.
package struct Completion: Sendable {
  /// What the entry was submitted with.
  package let token: UInt64
  /// A count or a descriptor if it is not negative, else the negated error.
  package let result: Int32
  private let flags: UInt32

  init(_ entry: io_uring_cqe) {
    token = entry.user_data
    result = entry.res
    flags = entry.flags
  }

  package var errno: Errno? { result < 0 ? Errno(negated: result) : nil }

  /// Whether a poll found room in a socket, poll(2).
  package var saysRoom: Bool { result > 0 && result & Int32(POLLOUT) != 0 }

  /// Whether the operation goes on and will complete again (IORING_CQE_F_MORE).
  package var hasMore: Bool { flags & IORING_CQE_F_MORE != 0 }

  /// The provided buffer that the kernel filled, if it took one.
  package var block: Block? {
    guard flags & IORING_CQE_F_BUFFER != 0 else { return nil }
    return Block(number: UInt16(truncatingIfNeeded: flags >> URING_CQE_BUFFER_SHIFT))
  }
}
#endif
