import HTTPCore
import Testing

@Suite("RequestParser, RFC 9112 sections 2 to 6")
struct RequestParserTests {
  @Test("A head is accepted, whatever follows it", arguments: Heads.accepted)
  func accepted(_ text: String) throws {
    let bytes = text.bytes
    let head = try #require(complete(bytes))
    #expect(head.count == bytes.count)
    #expect(complete(bytes + "\u{0}garbage".bytes) == head)
    #expect(complete(bytes + bytes) == head)
  }

  @Test("Every proper prefix of an accepted head is incomplete", arguments: Heads.accepted)
  func prefixes(_ text: String) {
    let bytes = text.bytes
    for count in 0..<bytes.count {
      #expect(parse(Array(bytes[..<count])) == .incomplete)
    }
  }

  @Test("A head is refused, and no prefix of it is accepted", arguments: Heads.refused)
  func refused(_ text: String, _ status: Status) {
    let bytes = text.bytes
    #expect(parse(bytes) == .malformed(status))
    for count in 0..<bytes.count {
      let result = parse(Array(bytes[..<count]))
      // Once refused, the same refusal stands: more bytes cannot change what came before.
      #expect(result == .incomplete || result == .malformed(status))
    }
  }

  @Test(
    "Any byte at any place of a head is refused or read, and controls never are accepted",
    arguments: Heads.mutated)
  func mutations(_ text: String) {
    var bytes = text.bytes
    for index in bytes.indices {
      let before = bytes[index]
      for byte in UInt8.min...UInt8.max where byte != before {
        bytes[index] = byte
        guard case .complete(let head) = parse(bytes) else { continue }
        let isControl = byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F
        #expect(!isControl, "\(byte) at \(index)")
        #expect(head.count == bytes.count && head.target.count > 0, "\(byte) at \(index)")
      }
      bytes[index] = before
    }
    #expect(complete(bytes) != nil)
  }

  @Test("Bytes left out or doubled are refused or read", arguments: Heads.mutated)
  func lengthChanges(_ text: String) {
    let bytes = text.bytes
    for index in bytes.indices {
      var shorter = bytes
      shorter.remove(at: index)
      var longer = bytes
      longer.insert(bytes[index], at: index)
      for changed in [shorter, longer] {
        guard case .complete(let head) = parse(changed) else { continue }
        #expect(head.count <= changed.count)
      }
    }
  }

  @Test("Section 3: method, target and version are read")
  func requestLine() throws {
    let bytes = "HEAD /a?b HTTP/1.0\r\n\r\n".bytes
    let head = try #require(complete(bytes))
    #expect(head.method == .head)
    #expect(text(head.target, in: bytes) == "/a?b")
    #expect(head.minorVersion == 0)
    #expect(complete("GET / HTTP/1.9\r\nHost:\r\n\r\n".bytes)?.minorVersion == 9)
    #expect(complete("FOO / HTTP/1.0\r\n\r\n".bytes)?.method == .unknown)
    #expect(complete("PUT / HTTP/1.0\r\n\r\n".bytes)?.method == .notAllowed)
  }

  @Test("Section 2.2: empty lines before a request belong to its head")
  func emptyLines() throws {
    let bytes = "\r\n\r\n\r\nGET /a HTTP/1.1\r\nHost: b\r\n\r\n".bytes
    let head = try #require(complete(bytes))
    #expect(head.count == bytes.count)
    #expect(text(head.target, in: bytes) == "/a")
    #expect(head.host.map { text($0, in: bytes) } == "b")
  }

  @Test(
    "Section 5: fields are found by name in any case, their values without blanks around",
    arguments: ["range: a", "RANGE:a", "Range:\t a \t", "rAnGe:a\t "])
  func fieldValues(_ field: String) throws {
    let bytes = "GET / HTTP/1.0\r\n\(field)\r\n\r\n".bytes
    let head = try #require(complete(bytes))
    #expect(head.range.map { text($0, in: bytes) } == "a")
  }

  @Test("Section 5: each field has its own place")
  func fields() throws {
    let bytes = """
      GET / HTTP/1.1|Host: 1|Range: 2|If-Range: 3|If-Match: 4|If-None-Match: 5|\
      If-Modified-Since: 6|If-Unmodified-Since: 7|X-Range: 8|Rang: 9|If-Modified-Sincf: 9||
      """.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\r\n").bytes
    let head = try #require(complete(bytes))
    let extents = [
      head.host, head.range, head.ifRange, head.ifMatch, head.ifNoneMatch, head.ifModifiedSince,
      head.ifUnmodifiedSince,
    ]
    #expect(extents.map { $0.map { text($0, in: bytes) } } == ["1", "2", "3", "4", "5", "6", "7"])
  }

  @Test(
    "Section 5.2: a field stated twice is empty, so that no evaluation accepts it",
    arguments: ["Range", "If-Range", "If-Modified-Since", "If-Unmodified-Since"])
  func twice(_ name: String) throws {
    let bytes = "GET / HTTP/1.0\r\n\(name): a\r\n\(name): a\r\n\r\n".bytes
    let head = try #require(complete(bytes))
    let found = [
      head.range, head.ifRange, head.ifModifiedSince, head.ifUnmodifiedSince,
    ].compactMap { $0 }
    #expect(found.map { text($0, in: bytes) } == [""])
  }

  @Test(
    "Section 6.3: how content is framed",
    arguments: [
      ("", .none), ("Content-Length: 0", .length(0)), ("Content-Length: 42", .length(42)),
      ("content-length:\t007 ", .length(7)), ("Transfer-Encoding: chunked", .chunked),
      ("TRANSFER-ENCODING: Chunked", .chunked), ("Transfer-Encoding:\tCHUNKED \t", .chunked),
      ("Content-Lengths: x", .none),
      ("Content-Length: 18446744073709551615", .length(.max)),
      // Too long to count is too long to take.
      ("Content-Length: 18446744073709551616", .length(.max)),
      ("Content-Length: 99999999999999999999999999", .length(.max)),
    ] as [(String, RequestHead.Content)])
  func content(_ field: String, _ content: RequestHead.Content) throws {
    let line = field.isEmpty ? "" : field + "\r\n"
    #expect(
      complete("PUT / HTTP/1.1\r\nHost: a\r\n\(line)\r\n".bytes)?.content == content)
  }

  @Test(
    "Section 9.3: whether the connection stays",
    arguments: [
      ("1", "", true), ("1", "close", false), ("1", "Close", false), ("1", "keep-alive", true),
      ("1", "keep-alive, close", false), ("1", "a,close,b", false), ("1", "closed", true),
      ("1", ", ,CLOSE", false), ("1", "upgrade", true), ("0", "", false), ("0", "close", false),
      ("0", "keep-alive", true), ("0", "Keep-Alive", true), ("0", "a, keep-alive", true),
      ("0", "keep-alive, close", false), ("0", "close\r\nConnection: keep-alive", false),
      ("1", "x\r\nConnection: close", false), ("0", "x\r\nConnection: keep-alive", true),
    ])
  func keepsAlive(_ minorVersion: String, _ value: String, _ expected: Bool) throws {
    let head = "GET / HTTP/1.\(minorVersion)\r\nHost: a\r\nConnection: \(value)\r\n\r\n"
    #expect(
      complete(head.bytes)?.keepsAlive == expected)
  }

  @Test(
    "RFC 9110 section 10.1.1: expectations",
    arguments: [
      ("1", "100-continue", true, false), ("1", "100-Continue", true, false),
      ("0", "100-continue", false, false), ("1", "200-ok", false, true), ("1", "", false, false),
      ("1", ", 100-continue,\t100-Continue ,", true, false), ("0", "x", false, true),
      ("1", "100-continue, x", true, true), ("1", "100-continue\r\nExpect: x", true, true),
    ])
  func expectations(
    _ minorVersion: String, _ value: String, _ continues: Bool, _ unknown: Bool
  ) throws {
    let text = "GET / HTTP/1.\(minorVersion)\r\nHost: a\r\nExpect: \(value)\r\n\r\n"
    let head = try #require(complete(text.bytes))
    #expect(head.expectsContinue == continues)
    #expect(head.expectsUnknown == unknown)
  }

  private func parse(_ bytes: [UInt8]) -> RequestParser.Result {
    RequestParser.parse(bytes.span)
  }

  private func complete(_ bytes: [UInt8]) -> RequestHead? {
    if case .complete(let head) = RequestParser.parse(bytes.span) { head } else { nil }
  }

  private func text(_ extent: Extent, in bytes: [UInt8]) -> String {
    bytes[Int(extent.offset)..<(Int(extent.offset) + Int(extent.count))].map { $0 }.text
  }
}
