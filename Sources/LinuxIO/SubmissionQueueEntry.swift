#if IOUring
import CLiburing
import CLinux
import Glibc

/// One submission queue entry, to be prepared by exactly one of these calls.
///
/// Memory that an operation names must stay until its last completion; paths and `OpenRules` only
/// until the entry was submitted.
@safe
package struct SubmissionQueueEntry {
  private let pointer: UnsafeMutablePointer<io_uring_sqe>

  /// Safe as long as it is prepared before the ring is used again, as `Ring.entry` asks.
  init(_ pointer: UnsafeMutablePointer<io_uring_sqe>) {
    unsafe self.pointer = pointer
  }

  /// Completes at once, having done nothing.
  package func nop(_ token: UInt64) {
    unsafe uring_prepare_nop(pointer, token)
  }

  /// Accepts connections into free slots, again and again (multishot, Linux 5.19).
  package func accept(on listener: Int32, _ token: UInt64) {
    unsafe uring_prepare_accept(pointer, listener, token)
  }

  /// Receives into blocks of a buffer ring: once, or again and again (multishot, Linux 6.0).
  package func receive(slot: Int, group: UInt16, repeatedly: Bool, _ token: UInt64) {
    unsafe uring_prepare_receive(pointer, Int32(slot), group, repeatedly, token)
  }

  /// Sends all of `bytes`; the kernel goes on after a short send by itself (MSG_WAITALL).
  package func send(slot: Int, _ bytes: Region, more: Bool, _ token: UInt64) {
    unsafe uring_prepare_send(pointer, Int32(slot), bytes.base, bytes.count, more, token)
  }

  /// Sends all that `message` names, in one piece.
  package func send(slot: Int, _ message: MessageArea, more: Bool, _ token: UInt64) {
    unsafe uring_prepare_sendmsg(pointer, Int32(slot), message.pointer, more, token)
  }

  /// Opens `path`, NUL-terminated, below `directory`.
  package func open(_ path: Region, below directory: Int32, _ rules: OpenRules, _ token: UInt64) {
    let text = unsafe UnsafePointer(path.base.assumingMemoryBound(to: CChar.self))
    unsafe uring_prepare_openat2(pointer, directory, text, rules.pointer, token)
  }

  /// Looks at an open descriptor; the facts go into `area`.
  package func inspect(_ descriptor: Int32, into area: StatusArea, _ token: UInt64) {
    unsafe uring_prepare_statx(pointer, descriptor, area.pointer, token)
  }

  /// Reads into `region` from `offset` on.
  package func read(
    _ descriptor: Int32, from offset: UInt64, into region: Region, _ token: UInt64
  ) {
    unsafe uring_prepare_read(
      pointer, descriptor, region.base, UInt32(region.count), offset, token)
  }

  /// Reports when `descriptor` can be read, again and again (multishot, Linux 5.13).
  package func poll(_ descriptor: Int32, _ token: UInt64) {
    unsafe uring_prepare_poll(pointer, descriptor, token)
  }

  /// Closes a connection's sending side.
  package func shutdown(slot: Int, _ token: UInt64) {
    unsafe uring_prepare_shutdown(pointer, Int32(slot), Int32(SHUT_WR), token)
  }

  /// Cancels the operation submitted with `target`; completes only if there is none.
  package func cancel(_ target: UInt64, _ token: UInt64) {
    unsafe uring_prepare_cancel(pointer, target, token)
  }

  /// Closes a descriptor; completes only if it fails.
  package func close(_ descriptor: Int32, _ token: UInt64) {
    unsafe uring_prepare_close(pointer, descriptor, token)
  }

  /// Closes a slot's socket and frees the slot; completes only if it fails.
  package func close(slot: Int, _ token: UInt64) {
    unsafe uring_prepare_close_slot(pointer, UInt32(slot), token)
  }
}
#endif
