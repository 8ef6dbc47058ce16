/// What a `Range` field asks of a representation (RFC 9110 section 14).
package enum ByteRange: Equatable, Sendable {
  /// All of it: the field is absent, malformed, of an unknown unit, or lists several ranges.
  case whole
  /// The bytes from `first` to `last`, both included and within the representation.
  case part(first: UInt64, last: UInt64)
  /// Well-formed, but outside the representation: 416.
  case unsatisfiable

  /// Evaluates a field value for a representation of `size` bytes.
  package init(_ value: Span<UInt8>, size: UInt64) {
    self = .whole
    guard let equals = value.firstIndex(of: UInt8(ascii: "=")),
      value.extracting(0..<equals).equalsIgnoringCase("bytes")
    else { return }
    var ranges = ListElements(value.extracting((equals + 1)..<value.count))
    guard let range = ranges.next(), let hyphen = range.firstIndex(of: UInt8(ascii: "-")) else {
      return
    }
    let first = range.extracting(0..<hyphen)
    let last = range.extracting((hyphen + 1)..<range.count)
    guard ranges.next() == nil else { return }
    self = first.count == 0 ? .suffix(last, size) : .fromFirst(first, last, size)
  }

  private static func suffix(_ count: Span<UInt8>, _ size: UInt64) -> ByteRange {
    guard let wanted = count.decimal else { return .whole }
    guard wanted > 0 else { return .unsatisfiable }
    // Any other suffix is satisfiable, but of an empty file no part can be stated.
    guard size > 0 else { return .whole }
    return .part(first: size - min(wanted, size), last: size - 1)
  }

  private static func fromFirst(
    _ firstText: Span<UInt8>, _ lastText: Span<UInt8>, _ size: UInt64
  ) -> ByteRange {
    guard let first = firstText.decimal else { return .whole }
    var last = UInt64.max
    if lastText.count > 0 {
      guard let stated = lastText.decimal, stated >= first else { return .whole }
      last = stated
    }
    guard first < size else { return .unsatisfiable }
    return .part(first: first, last: min(last, size - 1))
  }
}
