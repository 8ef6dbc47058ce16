import HTTPCore
import Testing

@Suite("Writing into output")
struct OutputSpanBytesTests {
  @Test(
    "Numbers are written in decimal",
    arguments: [0, 1, 9, 10, 99, 100, 4096, .max - 1, .max] as [UInt64])
  func decimal(_ value: UInt64) {
    #expect(written { $0.append(decimal: value) }.text == String(value))
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
