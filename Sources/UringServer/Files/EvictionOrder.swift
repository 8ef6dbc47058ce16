/// Which cache entry has to go next: S3-FIFO (Yang and others, SOSP 2023).
///
/// What is new queues in a small part, a tenth of the whole, and moves on to the main part if it is
/// used again while it waits there. So a scan, a crawler or a row of mistyped names passes
/// through the small part and leaves what is wanted alone. In the main part what was used since its
/// last turn goes around once more. The names of what left the small part are remembered for a
/// while: who comes back is taken into the main part at once.
///
/// A use is one byte to count, in an array small enough to stay in the processor's cache.
package struct EvictionOrder: ~Copyable {
  private enum Part: UInt8 {
    case none
    case small
    case main
  }

  private struct Link {
    var previous: Int32 = -1
    var next: Int32 = -1
    var cost: Int32 = 0
    var part = Part.none
  }

  /// One queue through the links.
  private struct Queue {
    var first: Int32 = -1
    private var last: Int32 = -1
    var count = 0
    var cost = 0

    mutating func append(_ index: Int, _ links: inout [Link]) {
      links[index].previous = last
      links[index].next = -1
      if last >= 0 { links[Int(last)].next = Int32(index) } else { first = Int32(index) }
      last = Int32(index)
      count += 1
      cost += Int(links[index].cost)
    }

    mutating func remove(_ index: Int, _ links: inout [Link]) {
      let link = links[index]
      if link.previous >= 0 {
        links[Int(link.previous)].next = link.next
      } else {
        first = link.next
      }
      if link.next >= 0 {
        links[Int(link.next)].previous = link.previous
      } else {
        last = link.previous
      }
      count -= 1
      cost -= Int(link.cost)
    }
  }

  /// Uses that are counted of an entry.
  private static let usesMax: UInt8 = 3
  /// Uses that bring an entry from the small part into the main one.
  private static let usesToStay: UInt8 = 2
  /// The share of the small part.
  private static let smallShare = 10

  private var uses: [UInt8] = []
  private var links: [Link] = []
  private var small = Queue()
  private var main = Queue()
  private var departed: DepartedNames

  /// An order that remembers as many departed entries as it has room for, `capacity`.
  package init(capacity: Int) {
    departed = DepartedNames(capacity: capacity)
  }

  package var count: Int { small.count + main.count }
  package var cost: Int { small.cost + main.cost }

  package func contains(_ index: Int) -> Bool {
    index < links.count && links[index].part != .none
  }

  /// Adds an entry, whose name has this hash.
  package mutating func add(_ index: Int, _ hash: UInt64, cost: Int) {
    while links.count <= index {
      links.append(Link())
      uses.append(0)
    }
    precondition(links[index].part == .none, "an entry is in the order once")
    uses[index] = 0
    links[index].cost = Int32(clamping: cost)
    append(index, departed.contains(hash) ? .main : .small)
  }

  package mutating func remove(_ index: Int) {
    unlink(index)
  }

  /// Counts a use of an entry.
  package mutating func use(_ index: Int) {
    guard uses[index] < EvictionOrder.usesMax else { return }
    uses[index] += 1
  }

  /// The entry that goes next, of those that can go; it is for the caller to remove it.
  package mutating func next(hashOf: (Int) -> UInt64, canGo: (Int) -> Bool) -> Int? {
    // Every entry of the main part may have to go around as often as its uses are counted.
    var steps = small.count + (Int(EvictionOrder.usesMax) + 1) * count
    while steps > 0, count > 0 {
      steps -= 1
      let isSmall = isSmallPartFull
      let index = Int(isSmall ? small.first : main.first)
      if isSmall {
        if canGo(index), uses[index] < EvictionOrder.usesToStay {
          departed.add(hashOf(index))
          return index
        }
        uses[index] = 0
      } else {
        if uses[index] == 0, canGo(index) { return index }
        if uses[index] > 0 { uses[index] -= 1 }
      }
      unlink(index)
      append(index, .main)
    }
    return nil
  }

  private var isSmallPartFull: Bool {
    small.count > 0
      && (main.count == 0 || small.cost > cost / EvictionOrder.smallShare
        || small.count > count / EvictionOrder.smallShare)
  }

  private mutating func append(_ index: Int, _ part: Part) {
    links[index].part = part
    if part == .small { small.append(index, &links) } else { main.append(index, &links) }
  }

  private mutating func unlink(_ index: Int) {
    switch links[index].part {
    case .none: preconditionFailure("what is removed is in the order")
    case .small: small.remove(index, &links)
    case .main: main.remove(index, &links)
    }
    links[index].part = .none
  }
}
