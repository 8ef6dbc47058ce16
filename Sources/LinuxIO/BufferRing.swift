#if IOUring
import CLiburing
import Glibc

/// The ring of buffers that the kernel receives into, io_uring_register_buf_ring(3), Linux 5.19.
///
/// It holds blocks of a `BlockPool` and owns each from `add` until a completion names it.
@safe
package struct BufferRing: ~Copyable {
  /// Buffers the ring has room for: a power of two.
  package static let entries: UInt16 = 512
  package static let group: UInt16 = 0

  private let pointer: UnsafeMutablePointer<io_uring_buf_ring>
  /// Blocks the kernel may fill.
  package private(set) var count = 0
  private var unpublished: Int32 = 0

  /// Registers an empty ring of buffers with `ring`, which must be dropped first.
  package init(for ring: borrowing Ring) throws(RingSetupError) {
    let bytes = uring_buffer_ring_bytes(UInt32(BufferRing.entries))
    let memory = unsafe mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      throw RingSetupError(step: "buffer ring memory", errno: .current)
    }
    // Safe: the mapping is page-aligned and as large as the entries need.
    let pointer = unsafe memory.assumingMemoryBound(to: io_uring_buf_ring.self)
    unsafe io_uring_buf_ring_init(pointer)
    let result = unsafe uring_register_buffer_ring(
      ring.pointer, pointer, BufferRing.entries, BufferRing.group)
    guard result == 0 else {
      _ = unsafe munmap(memory, bytes)
      throw RingSetupError(step: "io_uring_register, buffer ring", errno: Errno(negated: result))
    }
    unsafe self.pointer = pointer
  }

  deinit {
    // Safe: the mapping of init; its ring is gone, so the kernel has let go of it.
    _ = unsafe munmap(pointer, uring_buffer_ring_bytes(UInt32(BufferRing.entries)))
  }

  /// Whether another block can be added.
  package var hasRoom: Bool { count < Int(BufferRing.entries) }

  /// Hands `block` to the kernel; `publish` makes it visible.
  package mutating func add(_ block: Block, _ memory: Region) {
    precondition(hasRoom, "the ring has room")
    unsafe io_uring_buf_ring_add(
      pointer, memory.base, UInt32(memory.count), block.number,
      io_uring_buf_ring_mask(UInt32(BufferRing.entries)), unpublished)
    unpublished += 1
    count += 1
  }

  /// Makes added blocks visible to the kernel in one store.
  package mutating func publish() {
    guard unpublished > 0 else { return }
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
