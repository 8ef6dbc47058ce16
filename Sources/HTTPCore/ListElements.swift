/// The elements of a comma-separated list (RFC 9110 section 5.6.1); empty ones are passed over.
///
/// A comma within a quoted string does not divide, so it serves entity tags as well as tokens.
package struct ListElements: ~Escapable {
  private var rest: Span<UInt8>

  @_lifetime(copy list)
  package init(_ list: Span<UInt8>) {
    rest = list
  }

  /// The next element without the blanks around it.
  @_lifetime(copy self)
  package mutating func next() -> Span<UInt8>? {
    while rest.count > 0 {
      let end = endOfElement()
      let element = rest.extracting(0..<end).trimmed
      rest = rest.extracting(min(end + 1, rest.count)..<rest.count)
      if element.count > 0 { return element }
    }
    return nil
  }

  private func endOfElement() -> Int {
    var quoted = false
    var index = 0
    while index < rest.count {
      let byte = rest[index]
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if byte == UInt8(ascii: ","), !quoted { return index }
      index += 1
    }
    return index
  }
}
