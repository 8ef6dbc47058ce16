import HTTPCore
import Testing

@Suite("ListElements, RFC 9110 section 5.6.1")
struct ListElementsTests {
  @Test(
    "Commas divide, blanks are trimmed, empty elements are passed over",
    arguments: [
      ("", []), (",", []), (" , ,\t,", []), ("a", ["a"]), ("a,b", ["a", "b"]),
      (" a , b ", ["a", "b"]), (",a,,b,", ["a", "b"]), ("a b", ["a b"]),
      ("close, Keep-Alive", ["close", "Keep-Alive"]), ("a,b,c,d", ["a", "b", "c", "d"]),
    ] as [(String, [String])])
  func divides(_ list: String, _ expected: [String]) {
    #expect(elements(list) == expected)
  }

  @Test(
    "Section 5.6.4: a comma within quotes does not divide",
    arguments: [
      ("\"a,b\"", ["\"a,b\""]), ("\"a,b\",c", ["\"a,b\"", "c"]),
      ("W/\"a,b\" , \"c\"", ["W/\"a,b\"", "\"c\""]), ("\"a", ["\"a"]), ("\"a,b", ["\"a,b"]),
      ("a\",b", ["a\",b"]), ("\"\",\"\"", ["\"\"", "\"\""]),
    ] as [(String, [String])])
  func quotes(_ list: String, _ expected: [String]) {
    #expect(elements(list) == expected)
  }

  private func elements(_ list: String) -> [String] {
    let bytes = list.bytes
    var rest = ListElements(bytes.span)
    var found: [String] = []
    while let element = rest.next() {
      found.append((0..<element.count).map { element[$0] }.text)
    }
    return found
  }
}
