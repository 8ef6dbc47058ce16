/// The host and port a request names (RFC 3986 section 3.2, RFC 9110 section 7.2).
package enum Authority {
  /// Whether `value` can be a host with an optional port; user information is refused.
  ///
  /// An empty value is allowed: a client sends one when its target has no authority.
  package static func isValid(_ value: Span<UInt8>) -> Bool {
    let portStart: Int
    if value.count > 0, value[0] == UInt8(ascii: "[") {
      guard let end = value.firstIndex(of: UInt8(ascii: "]")),
        isAddressLiteral(value.extracting(1..<end))
      else { return false }
      portStart = end + 1
    } else {
      portStart = value.firstIndex(of: UInt8(ascii: ":")) ?? value.count
      guard isName(value.extracting(0..<portStart)) else { return false }
    }
    guard portStart < value.count else { return true }
    return value[portStart] == UInt8(ascii: ":")
      && isPort(value.extracting((portStart + 1)..<value.count))
  }

  /// Whether `value` is a host and a port, as CONNECT has to name them (RFC 9110 section 9.3.6).
  package static func namesPort(_ value: Span<UInt8>) -> Bool {
    guard isValid(value), value.count > 0, value[0] != UInt8(ascii: ":") else { return false }
    // Behind the last colon: those before it are an address's, which ends in a bracket.
    var start = value.count
    while start > 0, value[start - 1].decimalDigit != nil { start -= 1 }
    return start < value.count && start > 0 && value[start - 1] == UInt8(ascii: ":")
  }

  private static func isAddressLiteral(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard byte.hexDigit != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") else {
        return false
      }
      index += 1
    }
    return text.count > 1
  }

  private static func isName(_ text: Span<UInt8>) -> Bool {
    var index = text.end(from: 0, while: isNameCharacter)
    while index < text.count {
      guard text[index] == UInt8(ascii: "%"), index + 2 < text.count,
        text[index + 1].hexDigit != nil, text[index + 2].hexDigit != nil
      else { return false }
      index = text.end(from: index + 3, while: isNameCharacter)
    }
    return true
  }

  /// Unreserved characters and sub-delims; bytes of UTF-8 names come up in the wild.
  ///
  /// The comma is none of them here: it would be two Host lines made one.
  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ";"), UInt8(ascii: "="): true
    case UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "`"),
      UInt8(ascii: "|"):
      false
    default: byte.isTokenCharacter || byte >= 0x80
    }
  }

  private static func isPort(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return true }
    guard let port = text.decimal else { return false }
    return port <= 65535
  }
}
