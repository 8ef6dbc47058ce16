import LinuxIO

/// Which block follows which in a chain of received ones, and how full each is.
struct BlockLinks: ~Copyable {
  private var following: [UInt16]
  private var filled: [UInt16]
  private var isLast: [Bool]

  init(blocks: Int) {
    following = Array(repeating: 0, count: blocks)
    filled = Array(repeating: 0, count: blocks)
    isLast = Array(repeating: true, count: blocks)
  }

  func count(of block: Block) -> Int { Int(filled[Int(block.number)]) }

  func next(after block: Block) -> Block? {
    isLast[Int(block.number)] ? nil : Block(number: following[Int(block.number)])
  }

  /// Starts a chain with `block`.
  mutating func start(_ block: Block, _ count: Int) {
    filled[Int(block.number)] = UInt16(count)
    isLast[Int(block.number)] = true
  }

  /// Ends a chain with `block` after `last`.
  mutating func link(_ last: Block, to block: Block, _ count: Int) {
    following[Int(last.number)] = block.number
    isLast[Int(last.number)] = false
    start(block, count)
  }

  /// Copies `count` bytes of `block` behind those of `last` and frees it, if they fit.
  mutating func fill(
    _ last: Block, with block: Block, _ count: Int, _ blocks: inout BlockPool
  ) -> Bool {
    let end = self.count(of: last)
    guard end + count <= blocks.blockBytes else { return false }
    blocks.region(of: last).slice(end..<(end + count))
      .copy(from: blocks.region(of: block).slice(0..<count))
    filled[Int(last.number)] = UInt16(end + count)
    blocks.free(block)
    return true
  }
}
