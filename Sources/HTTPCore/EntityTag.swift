/// An entity tag (RFC 9110 section 8.8.3) made of a file's modification time and size, or of its
/// content where the time says nothing.
package struct EntityTag: Equatable, Sendable {
  /// Longest text: `W/`, two quotes, two hyphens, two times sixteen digits and a coding's name.
  package static let textBytesMax = 42

  /// What the tag is made of.
  enum Origin: UInt8 {
    /// Modification time and size.
    case time
    /// A digest of the content, half of which are the two numbers.
    case content
    /// Nothing yet: it is as if there were no tag.
    case none
  }

  /// Modification time in nanoseconds of Unix time.
  package let nanoseconds: UInt64
  package let size: UInt64
  let origin: Origin
  /// A weak tag promises equivalence, not the same bytes.
  package let isWeak: Bool
  /// Section 8.8.3.3: representations that differ by their coding alone have tags of their own.
  package let coding: ContentCoding

  package init(
    nanoseconds: UInt64, size: UInt64, isWeak: Bool, coding: ContentCoding = .identity
  ) {
    self.init(origin: .time, nanoseconds, size, isWeak: isWeak, coding)
  }

  init(
    origin: Origin, _ first: UInt64, _ second: UInt64, isWeak: Bool, _ coding: ContentCoding
  ) {
    self.origin = origin
    nanoseconds = first
    size = second
    self.isWeak = isWeak
    self.coding = coding
  }

  /// Appends the tag as a field value.
  package func append(to output: inout OutputSpan<UInt8>) {
    if isWeak { output.append("W/") }
    appendOpaque(to: &output)
  }

  private func appendOpaque(to output: inout OutputSpan<UInt8>) {
    guard origin == .time else { return appendContent(to: &output) }
    output.append(UInt8(ascii: "\""))
    EntityTag.append(hex: nanoseconds, to: &output)
    output.append(UInt8(ascii: "-"))
    EntityTag.append(hex: size, to: &output)
    if coding != .identity {
      output.append("-")
      output.append(coding.name)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func append(hex value: UInt64, to output: inout OutputSpan<UInt8>) {
    output.append(hexadecimal: value, digits: max(1, 16 - value.leadingZeroBitCount / 4))
  }

  /// Weak comparison (RFC 9110 section 8.8.3.2) with a tag as a client sent it.
  package func weaklyMatches(_ text: Span<UInt8>) -> Bool {
    hasOpaque(text.hasPrefix("W/") ? text.extracting(2..<text.count) : text)
  }

  /// Strong comparison: both tags strong, and equal.
  package func stronglyMatches(_ text: Span<UInt8>) -> Bool {
    !isWeak && hasOpaque(text)
  }

  /// Whether `text` is this tag's quoted part, digit for digit.
  private func hasOpaque(_ text: Span<UInt8>) -> Bool {
    guard origin == .time else { return hasContent(text) }
    guard text.count >= 5, text[0] == UInt8(ascii: "\""),
      let hyphen = text.firstIndex(of: UInt8(ascii: "-")),
      text[text.count - 1] == UInt8(ascii: "\""), hyphen < text.count - 1
    else { return false }
    var end = text.count - 1
    if coding != .identity {
      guard text.extracting(0..<end).hasSuffix(coding.name) else { return false }
      end -= coding.name.utf8CodeUnitCount + 1
      guard end > hyphen, text[end] == UInt8(ascii: "-") else { return false }
    }
    return EntityTag.isHex(text.extracting(1..<hyphen), nanoseconds)
      && EntityTag.isHex(text.extracting((hyphen + 1)..<end), size)
  }

  /// Whether `text` is `value` in lower-case hexadecimal without leading zeros.
  private static func isHex(_ text: Span<UInt8>, _ value: UInt64) -> Bool {
    let digits = max(1, 16 - value.leadingZeroBitCount / 4)
    guard text.count == digits else { return false }
    var read: UInt64 = 0
    var index = 0
    while index < digits {
      guard let digit = text[index].hexDigit, text[index].asciiLowercased == text[index] else {
        return false
      }
      read = read << 4 | UInt64(digit)
      index += 1
    }
    return read == value
  }
}
