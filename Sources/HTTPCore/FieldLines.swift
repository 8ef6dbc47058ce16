/// The lines of a list-based field, which are one list wherever they stand (RFC 9110 section 5.3).
///
/// A head keeps such a field as the bytes from its first line's value to the end of its last one.
/// No value holds a line end, so one within them is where other lines begin; these are read again.
package struct FieldLines: ~Escapable {
  private var rest: Span<UInt8>
  private let name: StaticString
  private var isFirst = true

  /// The lines of the field `lowercase` in `text`, which starts with a value of it.
  @_lifetime(copy text)
  package init(_ text: Span<UInt8>, named lowercase: StaticString) {
    rest = text
    name = lowercase
  }

  /// The next line's value without the blanks around it.
  @_lifetime(copy self)
  package mutating func next() -> Span<UInt8>? {
    if isFirst {
      isFirst = false
      return takeLine().trimmed
    }
    while rest.count > 0 {
      let line = takeLine()
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        line.extracting(0..<colon).equalsIgnoringCase(name)
      else { continue }
      return line.extracting((colon + 1)..<line.count).trimmed
    }
    return nil
  }

  /// Takes what stands before the next CR LF, or all there is.
  @_lifetime(copy self)
  private mutating func takeLine() -> Span<UInt8> {
    let end = rest.firstIndex(of: UInt8(ascii: "\r")) ?? rest.count
    let line = rest.extracting(0..<end)
    rest = rest.extracting(min(end + 2, rest.count)..<rest.count)
    return line
  }
}
