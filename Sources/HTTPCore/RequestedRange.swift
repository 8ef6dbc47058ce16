/// What a `Range` field asks of a representation (RFC 9110 section 14.2).
package enum RequestedRange: Equatable, Sendable {
  /// All of it: the field is malformed, of an unknown unit, or asks for more than there is.
  case whole
  case part(ByteRange)
  /// At least two.
  case parts(ByteRanges)
  /// Well-formed, but all of it outside the representation: 416.
  case unsatisfiable

  /// Evaluates a field value for a representation of `size` bytes.
  ///
  /// Section 14.2 lets a server ignore what only a broken or hostile client sends: more ranges than
  /// `Limits.ranges`, or such that have more bytes together than the whole.
  package init(_ value: Span<UInt8>, size: UInt64) {
    self = .whole
    guard let equals = value.firstIndex(of: UInt8(ascii: "=")),
      value.extracting(0..<equals).equalsIgnoringCase("bytes")
    else { return }
    var specs = ListElements(value.extracting((equals + 1)..<value.count))
    var ranges = ByteRanges()
    var specCount = 0
    var left = size
    while let spec = specs.next() {
      specCount += 1
      guard specCount <= Limits.ranges else { return }
      switch ByteRange.read(spec, size: size) {
      case .malformed, .empty: return
      case .unsatisfiable: continue
      case .satisfiable(let range):
        guard range.count <= left else { return }
        left -= range.count
        ranges.insert(range)
      }
    }
    guard specCount > 0 else { return }
    switch ranges.count {
    case 0: self = .unsatisfiable
    case 1: self = .part(ranges[0])
    default: self = .parts(ranges)
    }
  }
}
