/// Extensions and their media types as text: sorted, so that one is found by halving.
///
/// An entry is `extension=type`; a space or a line end divides two. Text needs no work when the
/// program starts, no memory of its own, and can be read.
package enum MediaTypeTable {
  /// Letters of the longest extension that is looked for.
  package static let extensionBytesMax = 32

  private enum Order {
    case before
    case same
    case behind
  }

  /// Where the type of the extension `letters`, case aside, stands in `table`.
  static func find(_ letters: Span<UInt8>, in table: StaticString) -> Range<Int>? {
    // Both are always where an entry starts, or the end.
    var low = 0
    var high = table.utf8CodeUnitCount
    while low < high {
      let middle = low + (high - low) / 2
      var start = middle
      while start > low, !isDivider(table.byte(at: start - 1)) { start -= 1 }
      var end = middle
      while end < high, !isDivider(table.byte(at: end)) { end += 1 }
      switch order(of: letters, table, entry: start) {
      case .before: high = start
      case .same: return (start + letters.count + 1)..<end
      case .behind: low = min(end + 1, high)
      }
    }
    return nil
  }

  private static func isDivider(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }

  private static func order(
    of letters: Span<UInt8>, _ table: StaticString, entry start: Int
  ) -> Order {
    var index = 0
    while true {
      let known = table.byte(at: start + index)
      let isEnd = known == UInt8(ascii: "=")
      guard index < letters.count else { return isEnd ? .same : .before }
      let byte = letters[index].asciiLowercased
      if isEnd || byte > known { return .behind }
      if byte < known { return .before }
      index += 1
    }
  }
}
