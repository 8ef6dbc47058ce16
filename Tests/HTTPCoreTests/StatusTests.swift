import HTTPCore
import Testing

@Suite("Status, RFC 9110 section 15")
struct StatusTests {
  @Test(
    "RFC 9112 section 4: the line has version, code, reason and line end",
    arguments: Status.allCases)
  func line(_ status: Status) {
    let line = status.line.description
    #expect(line.hasPrefix("HTTP/1.1 \(status.rawValue) "))
    #expect(line.utf8.suffix(2).elementsEqual("\r\n".utf8))
    let reason = line.utf8.dropFirst(13).dropLast(2)
    #expect(!reason.isEmpty)
    #expect(reason.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
  }

  @Test(
    "The explanation is one line that starts with the code, where content is sent",
    arguments: Status.allCases)
  func explanation(_ status: Status) {
    let text = status.explanation.description
    switch status {
    case .ok, .noContent, .partialContent, .notModified:
      #expect(text.isEmpty)
    default:
      #expect(text.hasPrefix("\(status.rawValue): "))
      #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
      #expect(text.hasSuffix(".\n"))
      #expect(text.utf8.count <= 100)
    }
  }

  @Test("No two statuses share a line or an explanation")
  func distinct() {
    #expect(Set(Status.allCases.map(\.line.description)).count == Status.allCases.count)
    #expect(Set(Status.allCases.map(\.explanation.description)).count == Status.allCases.count - 3)
  }
}
