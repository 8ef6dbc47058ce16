/// Ranges of one representation in the order they were asked for, no two of which touch.
package struct ByteRanges: Equatable, Sendable {
  private var ranges = InlineArray<16, ByteRange>(repeating: ByteRange(first: 0, last: 0))
  package private(set) var count = 0

  package init() {
    precondition(ranges.count == Limits.ranges, "there is room for as many as are read")
  }

  package subscript(index: Int) -> ByteRange {
    precondition(index < count, "index within the ranges")
    return ranges[index]
  }

  /// Bytes of all ranges; they do not overlap, so these are no more than the representation's.
  package var byteCount: UInt64 {
    var sum: UInt64 = 0
    for index in 0..<count { sum += ranges[index].count }
    return sum
  }

  /// Adds a range; with those that it overlaps or borders on it becomes one, which stands where the
  /// first of them was asked for (RFC 9110 section 15.3.7.2).
  package mutating func insert(_ range: ByteRange) {
    // No two that are here touch, so whatever touches the whole touches what is added: one pass.
    var whole = range
    var place = count
    for index in (0..<count).reversed() where ranges[index].touches(range) {
      whole = whole.joined(with: ranges[index])
      if place < count { remove(at: place) }
      place = index
    }
    if place == count { count += 1 }
    ranges[place] = whole
  }

  private mutating func remove(at place: Int) {
    for index in (place + 1)..<count { ranges[index - 1] = ranges[index] }
    count -= 1
  }

  package static func == (left: ByteRanges, right: ByteRanges) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.ranges[index] != right.ranges[index] { return false }
    return true
  }
}
