import HTTPCore
import Testing

@Suite("RequestParser, limits")
struct RequestParserLimitsTests {
  @Test("RFC 9112 section 3: a method of 24 bytes is read, one of 25 or 10,000 is 501")
  func method() {
    let longest = String(repeating: "A", count: Limits.methodBytes)
    #expect(complete("\(longest) / HTTP/1.0\r\n\r\n".bytes)?.method == .unknown)
    #expect(parse("\(longest)A / HTTP/1.0\r\n\r\n".bytes) == .malformed(.notImplemented))
    let huge = [UInt8](repeating: UInt8(ascii: "A"), count: 10_000)
    #expect(parse(huge) == .malformed(.notImplemented))
    #expect(parse(Array(huge[..<24])) == .incomplete)
    #expect(parse(Array(huge[..<25])) == .malformed(.notImplemented))
  }

  @Test("RFC 9112 section 3: a target of 8192 bytes is read, one of 8193 is 414")
  func target() {
    let longest = "/" + String(repeating: "a", count: Limits.targetBytes - 1)
    let head = "GET \(longest) HTTP/1.1\r\nHost: a\r\n\r\n".bytes
    #expect(complete(head)?.target == Extent(4..<(4 + Limits.targetBytes)))
    for count in stride(from: 0, to: head.count, by: 331) {
      #expect(parse(Array(head[..<count])) == .incomplete)
    }
    let longer = "GET \(longest)a HTTP/1.1\r\nHost: a\r\n\r\n".bytes
    #expect(parse(longer) == .malformed(.targetTooLong))
    #expect(parse(Array(longer[..<(4 + Limits.targetBytes)])) == .incomplete)
    #expect(parse(Array(longer[...(4 + Limits.targetBytes)])) == .malformed(.targetTooLong))
  }

  @Test("RFC 6585 section 5: 100 fields are read, 101 are 431")
  func fields() {
    let most = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "A: b\r\n", count: 99)
    #expect(complete((most + "\r\n").bytes) != nil)
    #expect(parse(most.bytes) == .incomplete)
    #expect(parse((most + "A: b\r\n\r\n").bytes) == .malformed(.fieldsTooLarge))
    // Also when the last one is not to be had in full.
    #expect(parse((most + "A").bytes) == .malformed(.fieldsTooLarge))
  }

  @Test("RFC 6585 section 5: a head of exactly the limit is read, one byte more is 431")
  func head() {
    let exact = padded(to: Limits.headBytes)
    #expect(complete(exact)?.count == Limits.headBytes)
    for count in [Limits.headBytes - 1, Limits.headBytes - 2, Limits.headBytes - 5, 9000] {
      #expect(parse(Array(exact[..<count])) == .incomplete)
    }
    let longer = padded(to: Limits.headBytes + 1)
    #expect(parse(longer) == .malformed(.fieldsTooLarge))
    #expect(parse(Array(longer[..<(Limits.headBytes - 1)])) == .incomplete)
    #expect(parse(Array(longer[..<Limits.headBytes])) == .malformed(.fieldsTooLarge))
    #expect(complete(exact + exact)?.count == Limits.headBytes)
  }

  @Test("RFC 9112 section 2.2: empty lines count for the head's limit")
  func emptyLines() {
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".bytes
    let lines = (Limits.headBytes - request.count) / 2
    let most = String(repeating: "\r\n", count: lines).bytes + request
    #expect(complete(most)?.count == most.count)
    let onlyLines = String(repeating: "\r\n", count: Limits.headBytes / 2).bytes
    #expect(parse(onlyLines) == .malformed(.fieldsTooLarge))
    #expect(parse(Array(onlyLines.dropLast())) == .incomplete)
  }

  @Test("RFC 6585 section 5: what stands behind the limit is not looked at")
  func behindTheLimit() {
    // However much came at once, the answer is the one that the first bytes up to it get.
    for byte in [0, UInt8(ascii: "\n"), UInt8(ascii: "a")] {
      var long = padded(to: 70_000)
      long[Limits.headBytes] = byte
      #expect(parse(long) == .malformed(.fieldsTooLarge))
      long[Limits.headBytes - 1] = 0
      #expect(parse(long) == .malformed(.badRequest))
    }
    // Places in a head are 16 bits wide, and there is no head that far in.
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".bytes
    let lines = String(repeating: "\r\n", count: 40_000).bytes
    #expect(parse(lines + request) == .malformed(.fieldsTooLarge))
  }

  /// A head of `count` bytes, its last field as long as that takes.
  private func padded(to count: Int) -> [UInt8] {
    let start = "GET / HTTP/1.1\r\nHost: a\r\nX: ".bytes
    return start + [UInt8](repeating: UInt8(ascii: "x"), count: count - start.count - 4)
      + "\r\n\r\n".bytes
  }

  private func parse(_ bytes: [UInt8]) -> RequestParser.Result {
    RequestParser.parse(bytes.span)
  }

  private func complete(_ bytes: [UInt8]) -> RequestHead? {
    if case .complete(let head) = RequestParser.parse(bytes.span) { head } else { nil }
  }
}
