import HTTPCore
import Testing

@Suite("ResponseHead, RFC 9112 section 4")
struct ResponseHeadTests {
  @Test("Fields are stated where they mean something", arguments: Status.allCases)
  func start(_ status: Status) {
    let text = start(
      ResponseHead(status, contentLength: 7, keepsAlive: true, statesKeepAlive: false))
    #expect(text == "\(status.line)Date: \(Files.nowText)\r\nContent-Length: 7\r\n")
    let none = start(
      ResponseHead(status, contentLength: nil, keepsAlive: true, statesKeepAlive: false))
    #expect(none == "\(status.line)Date: \(Files.nowText)\r\n")
  }

  @Test(
    "RFC 9112 section 9.3: the end of the connection goes before its keeping",
    arguments: [
      (true, false, ""), (true, true, "Connection: keep-alive\r\n"),
      (false, false, "Connection: close\r\n"), (false, true, "Connection: close\r\n"),
    ])
  func connection(_ keepsAlive: Bool, _ statesKeepAlive: Bool, _ field: String) {
    let head = ResponseHead(
      .ok, contentLength: nil, keepsAlive: keepsAlive, statesKeepAlive: statesKeepAlive)
    #expect(start(head) == "HTTP/1.1 200 OK\r\nDate: \(Files.nowText)\r\n\(field)")
  }

  @Test("The longest head fits where every head has to")
  func longest() {
    let head = ResponseHead(
      .partialContent, contentLength: .max, keepsAlive: true, statesKeepAlive: true)
    let representation = Representation(
      size: .max, modifiedSeconds: -1, modifiedNanoseconds: 0, isWeak: true,
      mediaType: MediaType(path: "a.pptx".bytes.span))
    let bytes = written(capacity: Limits.responseHeadBytes) { output in
      head.appendStart(Files.now, to: &output)
      head.append(ByteRange(first: .max - 1, last: .max), of: .max, to: &output)
      head.appendDescription(of: representation, to: &output)
      head.appendValidators(of: representation, Files.now, to: &output)
      head.appendUnsatisfied(size: .max, to: &output)
      head.appendEnd(to: &output)
    }
    #expect(bytes.text.hasSuffix("\r\n\r\n"))
    #expect(
      bytes.text.contains("Content-Range: bytes \(UInt64.max - 1)-\(UInt64.max)/\(UInt64.max)\r\n"))
    // A status' explanation has room behind it too.
    #expect(bytes.count + 100 <= Limits.responseHeadBytes)
  }

  private func start(_ head: ResponseHead) -> String {
    written { head.appendStart(Files.now, to: &$0) }.text
  }
}
