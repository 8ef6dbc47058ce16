/// One queue of connections for each time limit, longest waiting first.
///
/// Within a queue all connections wait equally long, so the order of entry is that of expiry: no
/// heap, no timer wheel, and moving a connection is a matter of a few links.
package struct TimeoutQueues: ~Copyable {
  package enum Kind: Int, Sendable, CaseIterable {
    case idle
    case request
    case progress
  }

  private struct Link {
    var previous: Int32 = -1
    var next: Int32 = -1
    var expiry: UInt64 = 0
    var kind: Kind?
  }

  private var links: [Link]
  private var first: [Int32]
  private var last: [Int32]
  private let milliseconds: [UInt64]

  /// Queues for `slots` connections; `milliseconds` are the limits in the order of `Kind`.
  package init(slots: Int, milliseconds: [UInt64]) {
    links = Array(repeating: Link(), count: slots)
    first = Array(repeating: -1, count: Kind.allCases.count)
    last = first
    self.milliseconds = milliseconds
  }

  /// Which queue `slot` is in.
  package func kind(of slot: Int) -> Kind? { links[slot].kind }

  /// Puts `slot` at the end of a queue, out of any other.
  package mutating func enter(_ slot: Int, _ kind: Kind, now: UInt64) {
    leave(slot)
    let queue = kind.rawValue
    links[slot] = Link(
      previous: last[queue], next: -1, expiry: now + milliseconds[queue], kind: kind)
    if last[queue] >= 0 {
      links[Int(last[queue])].next = Int32(slot)
    } else {
      first[queue] = Int32(slot)
    }
    last[queue] = Int32(slot)
  }

  /// Takes `slot` out of the queue it is in, if any.
  package mutating func leave(_ slot: Int) {
    let link = links[slot]
    guard let queue = link.kind?.rawValue else { return }
    if link.previous >= 0 {
      links[Int(link.previous)].next = link.next
    } else {
      first[queue] = link.next
    }
    if link.next >= 0 {
      links[Int(link.next)].previous = link.previous
    } else {
      last[queue] = link.previous
    }
    links[slot].kind = nil
  }

  /// A connection whose time is up, taken out of its queue.
  package mutating func popExpired(now: UInt64) -> Int? {
    for slot in first where slot >= 0 && links[Int(slot)].expiry <= now {
      leave(Int(slot))
      return Int(slot)
    }
    return nil
  }

  /// When the next connection's time is up.
  package var nextExpiry: UInt64? {
    var earliest: UInt64?
    for slot in first where slot >= 0 {
      earliest = min(earliest ?? .max, links[Int(slot)].expiry)
    }
    return earliest
  }
}
