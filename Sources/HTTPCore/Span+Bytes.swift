/// Comparing and searching ASCII text in place.
extension Span<UInt8> {
  /// Whether the bytes are those of `other`.
  package func isSame(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// Whether the bytes are those of `text`.
  package func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return hasPrefix(text)
  }

  /// Whether the bytes start with those of `text`.
  package func hasPrefix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    var index = 0
    while index < text.utf8CodeUnitCount {
      if self[index] != text.byte(at: index) { return false }
      index += 1
    }
    return true
  }

  /// Whether the bytes end with those of `text`.
  package func hasSuffix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    return extracting((count - text.utf8CodeUnitCount)..<count).hasPrefix(text)
  }

  /// Whether the bytes are those of `lowercase`, letter case aside.
  package func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    var index = 0
    while index < count {
      if self[index].asciiLowercased != lowercase.byte(at: index) { return false }
      index += 1
    }
    return true
  }

  /// Where the run of bytes that `belongs` holds for ends, from `start` on.
  @inline(__always)
  func end(from start: Int, while belongs: (UInt8) -> Bool) -> Int {
    var index = start
    while index < count, belongs(self[index]) { index += 1 }
    return index
  }

  /// Where `byte` stands first at or after `start`, if it does.
  package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    var index = start
    while index < count {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The part between leading and trailing spaces and tabs (OWS, RFC 9110 section 5.6.3).
  package var trimmed: Span<UInt8> {
    @_lifetime(copy self) get {
      var start = 0
      var end = count
      while start < end, self[start].isBlank { start += 1 }
      while end > start, self[end - 1].isBlank { end -= 1 }
      return extracting(start..<end)
    }
  }

  /// The number that the bytes spell in decimal digits alone; `nil` for anything else.
  ///
  /// A number that does not fit is `UInt64.max`: callers clamp to a file or a limit anyway.
  package var decimal: UInt64? {
    guard count > 0 else { return nil }
    var value: UInt64 = 0
    var index = 0
    while index < count {
      guard let digit = self[index].decimalDigit else { return nil }
      let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = tens.addingReportingOverflow(UInt64(digit))
      value = overflowed || carried || value == .max ? .max : sum
      index += 1
    }
    return value
  }
}

extension StaticString {
  /// The byte at `index`, checked.
  func byte(at index: Int) -> UInt8 {
    precondition(index >= 0 && index < utf8CodeUnitCount, "index within the literal")
    // Safe: the index was checked just above, and a literal's bytes live as long as the program.
    return unsafe utf8Start[index]
  }
}

extension UInt8 {
  /// The lower-case letter of an ASCII letter; any other byte as it is.
  package var asciiLowercased: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
  }

  /// Space or tab.
  package var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// The value of a decimal digit.
  package var decimalDigit: UInt8? {
    let value = self &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }

  /// The value of a hexadecimal digit of either case.
  package var hexDigit: UInt8? {
    if let decimalDigit { return decimalDigit }
    let value = asciiLowercased &- UInt8(ascii: "a")
    return value < 6 ? value + 10 : nil
  }

  /// Whether the byte may stand in a field value (RFC 9110 section 5.5): no control but the tab.
  var isFieldByte: Bool { self >= 0x20 && self != 0x7F || self == UInt8(ascii: "\t") }

  /// Whether the byte may stand in a token (`tchar`, RFC 9110 section 5.6.2).
  package var isTokenCharacter: Bool {
    // A bit a byte: two words are read faster than seventeen cases.
    let word = self < 64 ? UInt8.tokenCharacters.low : UInt8.tokenCharacters.high
    return self < 128 && word >> UInt64(self & 63) & 1 == 1
  }

  private static let tokenCharacters: (low: UInt64, high: UInt64) = (
    // ! # $ % & ' * + - . 0-9
    0x03FF_6CFA_0000_0000,
    // A-Z ^ _ ` a-z | ~
    0x57FF_FFFF_C7FF_FFFE
  )
}
