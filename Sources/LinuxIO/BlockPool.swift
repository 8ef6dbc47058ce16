import Glibc

/// All blocks of memory a worker reads requests into and writes responses into.
///
/// One mapping made at start; its pages become real when a block is first used, and blocks are lent
/// last in, first out, so memory in use follows load. Whoever takes a block owns it until it is
/// freed; the kernel's buffer ring is one such owner.
package struct BlockPool: ~Copyable {
  /// Bytes of each block.
  package let blockBytes: Int
  /// Blocks a pool can have: buffer numbers of a buffer ring are 16 bits wide.
  package static let blocksMax = 65536

  private let memory: Region
  private var freeNumbers: [UInt16]
  package let count: Int

  /// Maps `count` blocks of `blockBytes` each; ENOMEM where memory may not be promised ahead.
  package init(count: Int, blockBytes: Int) throws(Errno) {
    precondition(count > 0 && count <= BlockPool.blocksMax, "block numbers are 16 bits wide")
    let bytes = count * blockBytes
    let address = unsafe mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    // Safe: a mapping that did not fail is `bytes` long and stays until deinit.
    guard let address = unsafe address, unsafe address != MAP_FAILED else { throw .current }
    memory = unsafe Region(base: address, count: bytes)
    freeNumbers = (0..<count).reversed().map { UInt16($0) }
    self.count = count
    self.blockBytes = blockBytes
  }

  deinit {
    // Safe: this is the mapping made by init, and its owner outlived the ring that used it.
    _ = unsafe munmap(memory.base, memory.count)
  }

  /// How many blocks can be taken.
  package var freeCount: Int { freeNumbers.count }

  /// Takes a block; `nil` when all are in use.
  package mutating func take() -> Block? {
    freeNumbers.popLast().map { Block(number: $0) }
  }

  /// Gives `block` back; the kernel must be done with it.
  package mutating func free(_ block: Block) {
    precondition(freeNumbers.count < count, "a block is freed once")
    freeNumbers.append(block.number)
  }

  /// The memory of `block`.
  package func region(of block: Block) -> Region {
    let start = Int(block.number) * blockBytes
    return memory.slice(start..<(start + blockBytes))
  }
}
