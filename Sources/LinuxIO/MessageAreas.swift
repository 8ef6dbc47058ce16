#if IOUring
import CLiburing
import CLinux
import Glibc

/// A row of places that name the two parts of one sendmsg(2) each.
///
/// The kernel reads a place when the entry is submitted, and only then (IORING_FEAT_SUBMIT_STABLE).
@safe
package struct MessageAreas: ~Copyable {
  private let messages: UnsafeMutablePointer<msghdr>
  private let parts: UnsafeMutablePointer<iovec>
  private let count: Int

  package init(count: Int) {
    // Not initialised: `prepare` writes all of a place before the kernel reads it, and memory that
    // no connection ever needed is never touched.
    unsafe messages = .allocate(capacity: count)
    unsafe parts = .allocate(capacity: 2 * count)
    self.count = count
  }

  deinit {
    // Safe: its owner drops the ring first.
    unsafe messages.deallocate()
    unsafe parts.deallocate()
  }

  /// Makes the place at `index` name `first` and `second`.
  package func prepare(_ index: Int, _ first: Region, then second: Region) -> MessageArea {
    precondition(index >= 0 && index < count, "index within the row")
    let parts = unsafe parts + 2 * index
    unsafe parts.initialize(to: iovec(iov_base: first.base, iov_len: first.count))
    unsafe (parts + 1).initialize(to: iovec(iov_base: second.base, iov_len: second.count))
    var message = unsafe msghdr()
    unsafe message.msg_iov = parts
    unsafe message.msg_iovlen = 2
    unsafe (messages + index).initialize(to: message)
    return unsafe MessageArea(pointer: messages + index)
  }
}

/// A place of `MessageAreas` that was prepared.
@safe
package struct MessageArea {
  let pointer: UnsafeMutablePointer<msghdr>
}
#endif
