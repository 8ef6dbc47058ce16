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
  let pointer: UnsafeMutablePointer<io_uring_sqe>
  private let tier: RingTier

  /// Safe as long as it is prepared before the ring is used again, as `Ring.entry` asks.
  init(_ pointer: UnsafeMutablePointer<io_uring_sqe>, _ tier: RingTier) {
    unsafe self.pointer = pointer
    self.tier = tier
  }

  /// Completes at once, having done nothing.
  package func nop(_ token: UInt64) {
    unsafe uring_prepare_nop(pointer, token)
  }

  /// Accepts connections again and again (multishot, Linux 5.19); one on tier 4 or if just one is
  /// wanted.
  package func accept(on listener: Int32, once: Bool = false, _ token: UInt64) {
    unsafe uring_prepare_accept(pointer, listener, tier.hasTable, tier.repeats && !once, token)
  }

  /// Receives into blocks of a group: again and again (multishot, Linux 6.0), or once below tier 2.
  ///
  /// The socket is a place in the ring's table on tier 1, else a descriptor: so everywhere here.
  package func receive(_ socket: Int32, group: UInt16, _ token: UInt64) {
    // Before Linux 6.0 no limit means no bytes; a repeated receive, which came with it, takes none.
    let limit = tier.receivesRepeatedly ? 0 : Int(Int32.max)
    unsafe uring_prepare_receive(
      pointer, socket, tier.hasTable, group, tier.receivesRepeatedly, limit, token)
  }

  /// Hands a group a block to receive into (Linux 5.7).
  func provide(_ block: Block, _ memory: Region, group: UInt16, _ token: UInt64) {
    unsafe uring_prepare_provide(
      pointer, memory.base, UInt32(memory.count), group, block.number, token)
  }

  /// Sends all of `bytes`; the kernel goes on after a short send by itself (MSG_WAITALL).
  package func send(_ socket: Int32, _ bytes: Region, more: Bool, _ token: UInt64) {
    unsafe uring_prepare_send(
      pointer, socket, tier.hasTable, bytes.base, bytes.count, more, token)
  }

  /// Sends all that `message` names, in one piece.
  package func send(_ socket: Int32, _ message: MessageArea, more: Bool, _ token: UInt64) {
    unsafe uring_prepare_sendmsg(
      pointer, socket, tier.hasTable, message.pointer, tier.sendsStretches, more, token)
  }

  /// Opens `path`, NUL-terminated, below `directory`; on a thread of the kernel's if it `mayWait`.
  ///
  /// Otherwise it fails with EAGAIN where the path is not in the kernel's caches, and with EXDEV
  /// where another file system begins (Linux 5.12; EINVAL before).
  package func open(
    _ path: Region, below directory: Int32, _ rules: OpenRules, mayWait: Bool = true,
    _ token: UInt64
  ) {
    let text = unsafe UnsafePointer(path.base.assumingMemoryBound(to: CChar.self))
    let how = unsafe mayWait ? rules.pointer : rules.cachedPointer
    unsafe uring_prepare_openat2(pointer, directory, text, how, mayWait, token)
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

  /// Reports when `descriptor` can be read, again and again (multishot, Linux 5.13), or once on
  /// tier 4.
  package func poll(_ descriptor: Int32, _ token: UInt64) {
    unsafe uring_prepare_poll(pointer, descriptor, tier.repeats, token)
  }

  /// Makes a place of the ring's table a descriptor of the process too (Linux 6.8); completes with
  /// its number.
  package func install(_ socket: Int32, _ token: UInt64) {
    unsafe uring_prepare_install(pointer, socket, token)
  }

  /// Completes once a connection has room for more, or has failed.
  package func awaitRoom(_ socket: Int32, _ token: UInt64) {
    unsafe uring_prepare_poll_out(pointer, socket, tier.hasTable, token)
  }

  /// Closes a connection's sending side.
  package func shutdown(_ socket: Int32, _ token: UInt64) {
    unsafe uring_prepare_shutdown(pointer, socket, tier.hasTable, Int32(SHUT_WR), token)
  }

  /// Cancels the operation submitted with `target`; completes only if there is none, or on tier 4.
  package func cancel(_ target: UInt64, _ token: UInt64) {
    unsafe uring_prepare_cancel(pointer, target, tier.isQuiet, token)
  }

  /// Closes a descriptor of the process; completes only if it fails, or on tier 4.
  package func close(_ descriptor: Int32, _ token: UInt64) {
    unsafe uring_prepare_close(pointer, descriptor, false, tier.isQuiet, token)
  }

  /// Closes a socket and frees its place; completes only if it fails, or on tier 4.
  package func close(socket: Int32, _ token: UInt64) {
    unsafe uring_prepare_close(pointer, socket, tier.hasTable, tier.isQuiet, token)
  }
}
#endif
