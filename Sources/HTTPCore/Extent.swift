/// Where a part of a request head stands, counted in bytes from the head's start.
package struct Extent: Equatable, Sendable {
  package let offset: UInt16
  package let count: UInt16

  package init(_ range: Range<Int>) {
    offset = UInt16(range.lowerBound)
    count = UInt16(range.count)
  }

  /// The bytes it names in `head`.
  @_lifetime(copy head)
  package func of(_ head: Span<UInt8>) -> Span<UInt8> {
    head.extracting(Int(offset)..<(Int(offset) + Int(count)))
  }
}
