import HTTPCore
import LinuxIO

/// The bytes a connection has received and not yet consumed, in blocks that it owns.
///
/// The first block is where requests are parsed, in place. Further ones are what came while a
/// response was under way; `merge` moves their bytes up when the parser needs them. A connection
/// mostly has one block for as long as it takes to answer, and an idle one has none.
struct InputQueue {
  private var first: Block?
  private var start = 0
  private var end = 0
  /// The chain behind the first block, linked in `BlockLinks`; its head may be consumed in part.
  private var second: Block?
  private var secondStart = 0
  private var last: Block?
  /// Bytes in the chain.
  private(set) var pendingCount = 0

  var hasPending: Bool { second != nil }

  /// The bytes that can be parsed now.
  func region(in blocks: borrowing BlockPool, orElse empty: Region) -> Region {
    guard let first else { return empty }
    return blocks.region(of: first).slice(start..<end)
  }

  /// Takes over `block` with its first `count` bytes received.
  mutating func append(
    _ block: Block, count: Int, _ links: inout BlockLinks, _ blocks: inout BlockPool
  ) {
    guard let first else {
      self.first = block
      start = 0
      end = count
      return
    }
    if let last {
      pendingCount += count
      if links.fill(last, with: block, count, &blocks) { return }
      links.link(last, to: block, count)
      self.last = block
    } else if end + count <= blocks.blockBytes {
      // What comes byte by byte must not cost a block a byte.
      blocks.region(of: first).slice(end..<(end + count))
        .copy(from: blocks.region(of: block).slice(0..<count))
      end += count
      blocks.free(block)
    } else {
      pendingCount += count
      links.start(block, count)
      second = block
      secondStart = 0
      last = block
    }
  }

  /// Moves bytes of the chain up behind those of the first block; false if there is no room.
  mutating func merge(_ links: inout BlockLinks, _ blocks: inout BlockPool) -> Bool {
    guard let from = second, let first else { return false }
    let region = blocks.region(of: first)
    if start > 0 {
      region.copy(from: region.slice(start..<end))
      end -= start
      start = 0
    }
    let moved = min(region.count - end, links.count(of: from) - secondStart)
    guard moved > 0 else { return false }
    region.slice(end..<(end + moved))
      .copy(from: blocks.region(of: from).slice(secondStart..<(secondStart + moved)))
    end += moved
    secondStart += moved
    pendingCount -= moved
    if secondStart == links.count(of: from) {
      advanceChain(from, links)
      blocks.free(from)
    }
    return true
  }

  /// Makes the chain's first block the one that is parsed.
  private mutating func promote(_ block: Block, _ links: borrowing BlockLinks) {
    first = block
    start = secondStart
    end = links.count(of: block)
    pendingCount -= end - start
    advanceChain(block, links)
  }

  private mutating func advanceChain(_ block: Block, _ links: borrowing BlockLinks) {
    second = links.next(after: block)
    secondStart = 0
    if second == nil { last = nil }
  }

  /// Removes a part of the bytes that can be parsed.
  mutating func remove(
    _ range: Range<Int>, _ links: borrowing BlockLinks, _ blocks: inout BlockPool
  ) {
    guard let first, !range.isEmpty else { return }
    if range.lowerBound > 0 {
      let region = blocks.region(of: first)
      let rest = region.slice((start + range.upperBound)..<end)
      region.slice((start + range.lowerBound)..<end).copy(from: rest)
      end -= range.count
    } else {
      start += range.count
    }
    if start == end {
      blocks.free(first)
      self.first = nil
      start = 0
      end = 0
      if let second { promote(second, links) }
    }
  }

  /// Gives all blocks back.
  mutating func removeAll(_ links: borrowing BlockLinks, _ blocks: inout BlockPool) {
    if let first { blocks.free(first) }
    while let block = second {
      second = links.next(after: block)
      blocks.free(block)
    }
    self = InputQueue()
  }
}
