import HTTPCore
import Testing

@Suite("Bytes in place")
struct SpanBytesTests {
  @Test(
    "Decimal digits alone are a number",
    arguments: [
      ("0", 0), ("00", 0), ("007", 7), ("42", 42), ("18446744073709551614", .max - 1),
      ("18446744073709551615", .max),
    ] as [(String, UInt64)])
  func decimal(_ text: String, _ value: UInt64) {
    #expect(text.bytes.span.decimal == value)
  }

  @Test(
    "A number that does not fit is the largest, and stays it",
    arguments: [
      "18446744073709551616", "18446744073709551620", "184467440737095516150",
      "99999999999999999999", "100000000000000000000", "184467440737095516160000000000000001",
      String(repeating: "9", count: 400),
    ])
  func overlong(_ text: String) {
    #expect(text.bytes.span.decimal == .max)
  }

  @Test(
    "Anything else is none",
    arguments: [
      "", " ", "+1", "-1", " 1", "1 ", "1_0", "1,0", "1.0", "0x1", "a", "١", "1\u{0}",
      "99999999999999999999x",
    ])
  func notDecimal(_ text: String) {
    #expect(text.bytes.span.decimal == nil)
  }

  @Test("Digits are classified for every byte")
  func digits() {
    for byte in UInt8.min...UInt8.max {
      let scalar = Character(Unicode.Scalar(byte))
      let isASCII = byte < 0x80
      #expect(byte.decimalDigit.map(Int.init) == (isASCII ? scalar.wholeNumberValue : nil))
      #expect(byte.hexDigit.map(Int.init) == (isASCII ? scalar.hexDigitValue : nil))
    }
  }

  @Test("RFC 9110 section 5.6.2: the token characters are these and no others")
  func tokenCharacters() {
    let expected = Set(
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    #expect(Set((UInt8.min...UInt8.max).filter(\.isTokenCharacter)) == expected)
  }

  @Test("Case is folded for ASCII letters alone")
  func lowercased() {
    for byte in UInt8.min...UInt8.max {
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      #expect(byte.asciiLowercased == (isUpper ? byte + 32 : byte))
    }
  }

  @Test(
    "RFC 9110 section 5.6.3: blanks around are trimmed, those within stay",
    arguments: [
      ("", ""), (" ", ""), ("\t \t", ""), ("a", "a"), (" a", "a"), ("a\t", "a"),
      ("\t a b \t", "a b"), ("\r\n a", "\r\n a"),
    ])
  func trimmed(_ text: String, _ expected: String) {
    let bytes = text.bytes
    let trimmed = bytes.span.trimmed
    #expect((0..<trimmed.count).map { trimmed[$0] }.text == expected)
  }

  @Test("Text is compared whole, by prefix and without case")
  func comparison() {
    #expect(equals("Host", "Host"))
    #expect(!equals("Host", "host") && !equals("Host", "Hos") && !equals("Host", "Hosts"))
    #expect(equals("", "") && !equals("", "a"))
    #expect(equalsIgnoringCase("Host", "host") && equalsIgnoringCase("hOST", "host"))
    #expect(!equalsIgnoringCase("Host", "hosts") && !equalsIgnoringCase("Host", "hose"))
    // A bracket is a brace less one bit, like a letter's case.
    #expect(!equalsIgnoringCase("[", "{"))
    #expect(hasPrefix("Host", "") && hasPrefix("Host", "Ho") && hasPrefix("Host", "Host"))
    #expect(!hasPrefix("Host", "Hosts") && !hasPrefix("Host", "ho"))
  }

  @Test("A byte is found at or behind the start")
  func firstIndex() {
    let bytes = "a,b,c".bytes
    let comma = UInt8(ascii: ",")
    #expect(bytes.span.firstIndex(of: comma) == 1)
    #expect(bytes.span.firstIndex(of: comma, from: 1) == 1)
    #expect(bytes.span.firstIndex(of: comma, from: 2) == 3)
    #expect(bytes.span.firstIndex(of: comma, from: 4) == nil)
    #expect(bytes.span.firstIndex(of: comma, from: 5) == nil)
  }

  private func equals(_ text: String, _ other: StaticString) -> Bool {
    text.bytes.span.equals(other)
  }

  private func equalsIgnoringCase(_ text: String, _ lowercase: StaticString) -> Bool {
    text.bytes.span.equalsIgnoringCase(lowercase)
  }

  private func hasPrefix(_ text: String, _ prefix: StaticString) -> Bool {
    text.bytes.span.hasPrefix(prefix)
  }
}
