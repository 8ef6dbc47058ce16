import HTTPCore
import Testing

@Suite("Writing into output")
struct OutputSpanBytesTests {
  @Test(
    "Numbers are written in decimal",
    arguments: [0, 1, 9, 10, 99, 100, 4096, .max - 1, .max] as [UInt64])
  func decimal(_ value: UInt64) {
    #expect(written { $0.append(decimal: value) }.text == String(value))
    #expect(value.decimalDigitCount == String(value).utf8.count)
  }

  @Test("Numbers are written in hexadecimal, in as many digits as are asked for")
  func hexadecimal() {
    let value: UInt64 = 0x0123_4567_89AB_CDEF
    for (digits, text) in [(16, "0123456789abcdef"), (1, "f"), (5, "bcdef"), (0, "")] {
      #expect(written { $0.append(hexadecimal: value, digits: digits) }.text == text)
    }
    #expect(written { $0.append(hexadecimal: 0, digits: 3) }.text == "000")
  }

  @Test("A range is written with the size of what it is a part of")
  func parts() {
    let range = ByteRange(first: 0, last: .max - 1)
    #expect(written { $0.append(range, of: .max) }.text == "0-\(UInt64.max - 1)/\(UInt64.max)")
  }

  @Test("Text and bytes follow each other, empty ones included")
  func appends() {
    let bytes = "bc".bytes
    let none: [UInt8] = []
    let output = written { output in
      output.append("a")
      output.append(bytes.span)
      output.append(none.span)
      output.append("")
      output.append("d")
    }
    #expect(output.text == "abcd")
  }

  @Test("Output can be filled to its last byte")
  func exactFit() {
    let bytes = "abcdef".bytes
    #expect(written(capacity: 6) { $0.append(bytes.span) }.text == "abcdef")
    #expect(written(capacity: 6) { $0.append("abcdef") }.text == "abcdef")
  }
}
