import HTTPCore
import Testing

@Suite("ByteRange, RFC 9110 section 14")
struct ByteRangeTests {
  @Test(
    "Section 14.1.2: positions within the representation",
    arguments: [
      ("bytes=0-0", 0, 0), ("bytes=0-499", 0, 499), ("bytes=500-999", 500, 999),
      ("bytes=9500-", 9500, 9999), ("bytes=0-", 0, 9999), ("bytes=9999-9999", 9999, 9999),
      ("bytes=9999-10000", 9999, 9999), ("bytes=0-10000", 0, 9999),
      ("bytes=0-99999999999999999999", 0, 9999), ("bytes=0-18446744073709551615", 0, 9999),
      ("bytes=0-18446744073709551616", 0, 9999), ("bytes=000-0009", 0, 9),
    ] as [(String, UInt64, UInt64)])
  func positions(_ value: String, _ first: UInt64, _ last: UInt64) {
    #expect(range(value, of: 10_000) == .part(first: first, last: last))
  }

  @Test(
    "Section 14.1.2: suffixes",
    arguments: [
      ("bytes=-500", 9500), ("bytes=-1", 9999), ("bytes=-10000", 0), ("bytes=-10001", 0),
      ("bytes=-99999999999999999999", 0),
    ] as [(String, UInt64)])
  func suffixes(_ value: String, _ first: UInt64) {
    #expect(range(value, of: 10_000) == .part(first: first, last: 9999))
  }

  @Test(
    "Section 14.1.2: outside the representation",
    arguments: [
      ("bytes=-0", 10_000), ("bytes=10000-", 10_000), ("bytes=10000-10001", 10_000),
      ("bytes=99999999999999999999-", 10_000),
      ("bytes=99999999999999999999-99999999999999999999", 10_000),
      ("bytes=18446744073709551615-", .max), ("bytes=0-", 0), ("bytes=0-0", 0), ("bytes=1-", 0),
      ("bytes=-0", 0),
    ] as [(String, UInt64)])
  func unsatisfiable(_ value: String, _ size: UInt64) {
    #expect(range(value, of: size) == .unsatisfiable)
  }

  @Test(
    "Section 14.2: several ranges, other units and bad syntax are as if absent",
    arguments: [
      "", "bytes", "bytes=", "bytes=-", "bytes=,", "bytes=0", "bytes=a-b", "bytes=0-b",
      "bytes=b-1", "bytes=5-2", "bytes=+0-1", "bytes=0-+1", "bytes=0x0-0x1", "bytes=--1",
      "bytes=0--1", "bytes=0-1-2", "bytes=0 -1", "bytes=0- 1", "bytes=0-1 2", "bytes 0-1",
      "bytes=0-1,3-4", "bytes=0-1,-1", "bytes=0-,0-,0-", "lines=0-1", "byte=0-1", "=0-1",
      " bytes=0-1", "bytes =0-1", "bytes=0-1;x", "bytes==0-1", "bytes=\"0-1\"", "0-1",
    ])
  func whole(_ value: String) {
    #expect(range(value, of: 10_000) == .whole)
  }

  @Test(
    "Section 14.1: unit names have no case", arguments: ["bytes", "Bytes", "BYTES", "bYtEs"])
  func unitCase(_ unit: String) {
    #expect(range(unit + "=1-2", of: 10) == .part(first: 1, last: 2))
  }

  @Test(
    "Section 5.6.1: empty elements of the list do not count",
    arguments: ["bytes=,1-2", "bytes=1-2,", "bytes=, ,1-2 ,\t,", "bytes=1-2 "])
  func emptyElements(_ value: String) {
    #expect(range(value, of: 10) == .part(first: 1, last: 2))
  }

  @Test("Section 14.1.2: a suffix of an empty representation is all of it, and no part")
  func suffixOfNothing() {
    #expect(range("bytes=-1", of: 0) == .whole)
    #expect(range("bytes=-99999999999999999999", of: 0) == .whole)
    #expect(range("bytes=-0", of: 0) == .unsatisfiable)
  }

  @Test("Any part lies within the representation, whatever the text")
  func seeded() {
    var generator = SeededGenerator(seed: 14)
    let alphabet = "0123456789--==,, bytes".bytes
    for _ in 0..<2000 {
      var text = "bytes=".bytes
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
      }
      let size = UInt64.random(in: 0..<1000, using: &generator)
      guard case .part(let first, let last) = ByteRange(text.span, size: size) else { continue }
      #expect(first <= last && last < size, "\(text.text) of \(size)")
    }
  }

  private func range(_ value: String, of size: UInt64) -> ByteRange {
    ByteRange(value.bytes.span, size: size)
  }
}
