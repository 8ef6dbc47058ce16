#if IOUring
import CLiburing
import Glibc

/// The blocks that the kernel receives into, chosen when bytes are there, so that a connection
/// without any holds none.
///
/// They are handed over in a ring of memory, io_uring_register_buf_ring(3), from Linux 5.19 on, and
/// before one by one, io_uring_prep_provide_buffers(3). Each belongs to the kernel from `add` until
/// a completion names it.
@safe
package struct ProvidedBuffers: ~Copyable {
  package static let group: UInt16 = 0

  /// The shared memory; `nil` where blocks are handed over by entries of the submission queue.
  private let pointer: UnsafeMutablePointer<io_uring_buf_ring>?
  /// Blocks the kernel may fill.
  package private(set) var count = 0
  private var unpublished: Int32 = 0

  /// An empty group of buffers of `ring`, which must be dropped first.
  package init(for ring: borrowing Ring) throws(RingSetupError) {
    guard ring.tier.hasBufferRing else {
      unsafe pointer = nil
      return
    }
    do throws(Errno) {
      unsafe pointer = try ProvidedBuffers.register(with: ring, flags: 0)
    } catch {
      throw RingSetupError(step: "io_uring_register, buffer ring", errno: error)
    }
  }

  /// Registers an empty ring of buffers.
  @unsafe
  private static func register(
    with ring: borrowing Ring, flags: UInt16
  ) throws(Errno) -> UnsafeMutablePointer<io_uring_buf_ring> {
    let bytes = uring_buffer_ring_bytes(UInt32(RingSize.buffers))
    let memory = unsafe mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { throw .current }
    // Safe: the mapping is page-aligned and as large as the entries need.
    let pointer = unsafe memory.assumingMemoryBound(to: io_uring_buf_ring.self)
    unsafe io_uring_buf_ring_init(pointer)
    let result = unsafe uring_register_buffer_ring(
      ring.pointer, pointer, RingSize.buffers, group, flags)
    guard result == 0 else {
      _ = unsafe munmap(memory, bytes)
      throw Errno(negated: result)
    }
    return unsafe pointer
  }

  /// Whether the kernel takes a ring of buffers that are filled bit by bit where `isIncremental`.
  static func attempt(with ring: consuming Ring, isIncremental: Bool) throws(Errno) {
    let pointer = unsafe try register(with: ring, flags: isIncremental ? 2 : 0)
    _ = consume ring
    // Safe: the mapping that was just made; its ring is gone.
    _ = unsafe munmap(pointer, uring_buffer_ring_bytes(UInt32(RingSize.buffers)))
  }

  deinit {
    // Safe: the mapping of init; its ring is gone, so the kernel has let go of it.
    if let pointer = unsafe pointer {
      _ = unsafe munmap(pointer, uring_buffer_ring_bytes(UInt32(RingSize.buffers)))
    }
  }

  /// Whether another block can be added.
  package var hasRoom: Bool { count < Int(RingSize.buffers) }

  /// Hands `block` to the kernel; `publish`, or the next submission, makes it visible.
  ///
  /// `token` is what an entry that has to be submitted for it is to complete with.
  package mutating func add(
    _ block: Block, _ memory: Region, _ ring: inout Ring, _ token: UInt64
  ) throws(Errno) {
    precondition(hasRoom, "there is room for another block")
    if let pointer = unsafe pointer {
      unsafe io_uring_buf_ring_add(
        pointer, memory.base, UInt32(memory.count), block.number,
        io_uring_buf_ring_mask(UInt32(RingSize.buffers)), unpublished)
      unpublished += 1
    } else {
      try ring.entry().provide(block, memory, group: ProvidedBuffers.group, token)
    }
    count += 1
  }

  /// Makes added blocks visible to the kernel in one store.
  package mutating func publish() {
    guard unpublished > 0, let pointer = unsafe pointer else { return }
    unsafe io_uring_buf_ring_advance(pointer, unpublished)
    unpublished = 0
  }

  /// A completion named one of its blocks, which is the caller's now.
  package mutating func took() {
    precondition(count > 0, "the kernel fills blocks it was given")
    count -= 1
  }
}
#endif
