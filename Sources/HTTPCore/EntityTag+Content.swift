/// Tags of content, for files whose modification time says nothing.
extension EntityTag {
  /// No tag: nothing matches it, and none is sent.
  package static let none = EntityTag(origin: .none, 0, 0, isWeak: true, .identity)

  /// Half of a digest of the very bytes that are sent: strong, and of this coding alone.
  package init(_ digest: ContentDigest) {
    self.init(origin: .content, digest.first, digest.second, isWeak: false, .identity)
  }

  /// Whether there is a tag to be sent.
  package var isKnown: Bool { origin != .none }

  func appendContent(to output: inout OutputSpan<UInt8>) {
    precondition(isKnown, "only a tag that there is can be written")
    output.append(UInt8(ascii: "\""))
    output.append(hexadecimal: nanoseconds, digits: 16)
    output.append(hexadecimal: size, digits: 16)
    output.append(UInt8(ascii: "\""))
  }

  /// Whether `text` is the quoted digits of the two numbers.
  func hasContent(_ text: Span<UInt8>) -> Bool {
    guard isKnown, text.count == 34, text[0] == UInt8(ascii: "\""),
      text[33] == UInt8(ascii: "\"")
    else { return false }
    return EntityTag.isDigits(text.extracting(1..<17), nanoseconds)
      && EntityTag.isDigits(text.extracting(17..<33), size)
  }

  private static func isDigits(_ text: Span<UInt8>, _ value: UInt64) -> Bool {
    var read: UInt64 = 0
    var index = 0
    while index < text.count {
      guard let digit = text[index].hexDigit, text[index].asciiLowercased == text[index] else {
        return false
      }
      read = read << 4 | UInt64(digit)
      index += 1
    }
    return read == value
  }
}
