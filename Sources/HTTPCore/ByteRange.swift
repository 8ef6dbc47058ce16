/// A stretch of a representation, both of its ends included (RFC 9110 section 14.1.2).
package struct ByteRange: Equatable, Sendable {
  /// What a range-spec of the unit `bytes` means for a representation.
  enum Reading: Equatable {
    case satisfiable(ByteRange)
    /// Well-formed, but outside the representation.
    case unsatisfiable
    /// All of nothing: satisfiable, but no position of an empty representation can be stated.
    case empty
    case malformed
  }

  package let first: UInt64
  /// Less than the representation's size, so that one more is a number too.
  package let last: UInt64

  package init(first: UInt64, last: UInt64) {
    self.first = first
    self.last = last
  }

  package var count: UInt64 { last - first + 1 }

  /// Whether no byte lies between the two.
  func touches(_ other: ByteRange) -> Bool {
    first <= other.last + 1 && other.first <= last + 1
  }

  /// The two, which touch, as one.
  func joined(with other: ByteRange) -> ByteRange {
    ByteRange(first: min(first, other.first), last: max(last, other.last))
  }

  /// Reads one range-spec for a representation of `size` bytes.
  static func read(_ spec: Span<UInt8>, size: UInt64) -> Reading {
    guard let hyphen = spec.firstIndex(of: UInt8(ascii: "-")) else { return .malformed }
    let first = spec.extracting(0..<hyphen)
    let last = spec.extracting((hyphen + 1)..<spec.count)
    return first.count == 0 ? readSuffix(last, size) : readPositions(first, last, size)
  }

  private static func readSuffix(_ count: Span<UInt8>, _ size: UInt64) -> Reading {
    guard let wanted = count.decimal else { return .malformed }
    guard wanted > 0 else { return .unsatisfiable }
    guard size > 0 else { return .empty }
    return .satisfiable(ByteRange(first: size - min(wanted, size), last: size - 1))
  }

  private static func readPositions(
    _ firstText: Span<UInt8>, _ lastText: Span<UInt8>, _ size: UInt64
  ) -> Reading {
    guard let first = firstText.decimal else { return .malformed }
    var last = UInt64.max
    if lastText.count > 0 {
      guard let stated = lastText.decimal, stated >= first else { return .malformed }
      last = stated
    }
    guard first < size else { return .unsatisfiable }
    return .satisfiable(ByteRange(first: first, last: min(last, size - 1)))
  }
}
