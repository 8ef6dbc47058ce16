import HTTPCore
import Testing

@Suite("FieldLines, RFC 9110 section 5.3")
struct FieldLinesTests {
  @Test(
    "Lines of the name are found among others",
    arguments: [
      ("a", ["a"]), ("", [""]), (" a\t", ["a"]), ("a\r\nIf-Match: b", ["a", "b"]),
      ("a\r\nIF-MATCH:b\r\nif-match: \tc ", ["a", "b", "c"]), ("a\r\nIf-Match:", ["a", ""]),
      ("\r\nX: If-Match: y\r\nIf-Match: b", ["", "b"]), ("a\r\nIf-Matches: b\r\nIf-Matc: c", ["a"]),
      ("If-Match: a\r\nIf-Match: b:c", ["If-Match: a", "b:c"]),
    ])
  func lines(_ text: String, _ expected: [String]) {
    let bytes = text.bytes
    var lines = FieldLines(bytes.span, named: "if-match")
    var found: [String] = []
    while let line = lines.next() { found.append((0..<line.count).map { line[$0] }.text) }
    #expect(found == expected)
  }
}
