import HTTPCore
import Testing

@Suite("ContentReader, RFC 9112 sections 6 and 7")
struct ContentReaderTests {
  /// What a whole body meant, and how many of its bytes were read.
  private enum Outcome: Equatable {
    case unfinished
    case done(Int)
    case malformed(Status)
  }

  @Test(
    "Section 7.1: chunked content is read to its end and no further",
    arguments: [
      "0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
      "A\r\n0123456789\r\n0\r\n\r\n", "a\r\n0123456789\r\n000\r\n\r\n",
      "0000000000000005\r\nhello\r\n0\r\n\r\n", "2\r\n\r\n\r\n0\r\n\r\n",
      "4\r\n0\r\n\r\r\n0\r\n\r\n",
      // Section 7.1.1: extensions.
      "5;a\r\nhello\r\n0\r\n\r\n", "5;a=b;c=\"d e\"\r\nhello\r\n0;x\r\n\r\n",
      "5 ; a = b\r\nhello\r\n0\t;x\r\n\r\n", "5;a=\"\u{FF}\"\r\nhello\r\n0\r\n\r\n",
      "5;a=\"\\\"\\;\t\"\r\nhello\r\n0;a=\"\"\r\n\r\n", "5;a;b;c=d \t;e\r\nhello\r\n0\r\n\r\n",
      "5;\ta =\t\"b\" ;c\r\nhello\r\n0; x\r\n\r\n", "5;a ;b\r\nhello\r\n0\r\n\r\n",
      // Section 7.1.2: trailers.
      "0\r\nA: b\r\n\r\n", "5\r\nhello\r\n0\r\nA: b\r\nC:\td\r\n\r\n", "0;x\r\nA: b\r\n\r\n",
    ])
  func chunked(_ content: String) {
    let bytes = content.bytes
    #expect(read(.chunked, [bytes]) == .done(bytes.count))
    #expect(read(.chunked, [bytes + "GET / HTTP/1.1\r\n".bytes]) == .done(bytes.count))
    for count in 0..<bytes.count {
      #expect(read(.chunked, [Array(bytes[..<count])]) == .unfinished)
    }
  }

  @Test(
    "Section 7.1: bad framing is refused, at every split and byte by byte alike",
    arguments: [
      "\r\n", "\n", " 5\r\n", "x\r\n", "-5\r\n", "+5\r\n", "0x5\r\n", "5x\r\n", "5\n", "5\r5",
      "5\r\r\n",
      "5\u{0}\r\n", "5;\u{0}\r\n", "5;\n\r\n", "5;a\u{7F}\r\n", "5;a\r\r\n", "g\r\n", ";a\r\n",
      "5 \r\n", "5\t\r\n", "0 \r\n\r\n", "5;\r\n", "5; \r\n", "5;;a\r\n", "5;a;\r\n", "5;a \r\n",
      "5;a b\r\n", "5;a=\r\n", "5;a=;b\r\n", "5;=b\r\n", "5;a=b=c\r\n", "5;a=b c\r\n", "5;a=b \r\n",
      "5;\"a\"\r\n", "5;a=\"b\r\n", "5;a=\"b\"c\r\n", "5;a=\"b\" \r\n", "5;a=\"\u{0}\"\r\n",
      "5;a=\"\\\u{7F}\"\r\n", "5;a(\r\n", "5;a=b\"c\"\r\n", "5;a=\"b\\\"\r\n", "5;\u{E9}\r\n",
      "5,\r\n", "5 a\r\n", "5 5\r\n", "5\ta;b\r\n", "5 \u{0};b\r\n", "5 \n", "5 ,;b\r\n",
      "5\r\nhello0\r\n", "5\r\nhello\n", "5\r\nhello\r0", "5\r\nhell\r\n0\r\n\r\n", "5\r\nhello\rx",
      "0\r\n\n", "0\r\nA: b\n\r\n", "0\r\nA: \u{0}\r\n", "0\r\nA\r\r\n", "0\r\n\rx",
      // Section 7.1.2: trailers are field lines.
      "0\r\nA\r\n", "0\r\n: b\r\n", "0\r\n A: b\r\n", "0\r\nA : b\r\n", "0\r\nA: b\r\n c\r\n",
      "0\r\nA(: b\r\n", "0\r\nA: b\u{7F}\r\n", "0\r\nGET / HTTP/1.1\r\n",
      "0\r\n\u{7F}\r\n",
      "00000000000000005\r\nhello", "10000000000000000\r\n", "FFFFFFFFFFFFFFFFF\r\n", "\u{B2}\r\n",
    ])
  func malformed(_ content: String) {
    let bytes = content.bytes
    #expect(read(.chunked, [bytes]) == .malformed(.badRequest))
    for split in 0...bytes.count {
      let pieces = [Array(bytes[..<split]), Array(bytes[split...])]
      #expect(read(.chunked, pieces) == .malformed(.badRequest))
    }
    #expect(read(.chunked, bytes.map { [$0] }) == .malformed(.badRequest))
  }

  @Test("Every split point gives the same result")
  func splits() {
    let content =
      "5;a=\"b;\"\r\nhel\r\n\r\n1F\r\n\(String(repeating: "x", count: 31))\r\n0\r\nA: b\r\n\r\n"
    let bytes = content.bytes
    let sent = bytes + "GET".bytes
    for first in 0...sent.count {
      for second in first...sent.count {
        let pieces = [sent[..<first], sent[first..<second], sent[second...]].map { Array($0) }
        #expect(read(.chunked, pieces) == .done(bytes.count))
      }
    }
    #expect(read(.chunked, sent.map { [$0] }) == .done(bytes.count))
  }

  @Test("Section 6.3: content with a length ends behind its last byte")
  func length() {
    #expect(read(.none, ["abc".bytes]) == .done(0))
    #expect(read(.length(0), ["abc".bytes]) == .done(0))
    #expect(read(.length(0), [[]]) == .done(0))
    #expect(read(.length(3), ["abc".bytes]) == .done(3))
    #expect(read(.length(3), ["abcd".bytes]) == .done(3))
    #expect(read(.length(3), ["a".bytes, [], "b".bytes, "cd".bytes]) == .done(3))
    #expect(read(.length(3), ["ab".bytes]) == .unfinished)
    #expect(read(.length(3), [[]]) == .unfinished)
    #expect(read(.length(.max), ["abc".bytes]) == .unfinished)
  }

  @Test(
    "Section 7.1: a size too large to take, or to count, is refused",
    arguments: [
      "100001\r\n", "FFFFFFFF\r\n", "7FFFFFFFFFFFFFFF\r\n", "8000000000000000\r\n",
      "FFFFFFFFFFFFFFFF\r\n", "1\r\nx\r\nFFFFFFFFFFFFFFFF\r\n", "1\r\nx\r\n100000\r\n",
    ])
  func tooLarge(_ content: String) {
    #expect(read(.chunked, [content.bytes]) == .malformed(.contentTooLarge))
    #expect(read(.chunked, content.bytes.map { [$0] }) == .malformed(.contentTooLarge))
  }

  @Test("Content of exactly the limit is read, in one chunk and in many")
  func exactlyTheLimit() {
    let limit = Int(Limits.contentBytes)
    let data = [UInt8](repeating: UInt8(ascii: "x"), count: limit)
    let one = "100000\r\n".bytes + data + "\r\n0\r\n\r\n".bytes
    #expect(read(.chunked, [one]) == .done(one.count))
    let half = "80000\r\n".bytes + data[..<(limit / 2)] + "\r\n".bytes
    #expect(read(.chunked, [half, half, "0\r\n\r\n".bytes]) == .done(2 * half.count + 5))
    #expect(read(.chunked, [half, half, "1\r\n".bytes]) == .malformed(.contentTooLarge))
  }

  @Test("Section 7.1.1: a chunk-size line is bounded")
  func extensionLimit() {
    let longest = "0;" + String(repeating: "a", count: Limits.chunkLineBytes - 2) + "\r\n\r\n"
    #expect(read(.chunked, [longest.bytes]) == .done(longest.utf8.count))
    let longer = "0;" + String(repeating: "a", count: Limits.chunkLineBytes)
    #expect(read(.chunked, [longer.bytes]) == .malformed(.badRequest))
  }

  @Test("Section 7.1.2: a trailer section is bounded, in one line and in many")
  func trailerLimit() {
    let longest = "0\r\na:" + String(repeating: "a", count: Limits.trailerBytes - 2) + "\r\n\r\n"
    #expect(read(.chunked, [longest.bytes]) == .done(longest.utf8.count))
    let longer = "0\r\na:" + String(repeating: "a", count: Limits.trailerBytes - 1)
    #expect(read(.chunked, [longer.bytes]) == .malformed(.badRequest))
    let many = "0\r\n" + String(repeating: "a: b\r\n", count: Limits.trailerBytes / 5 + 1)
    #expect(read(.chunked, [many.bytes]) == .malformed(.badRequest))
  }

  @Test("Any byte at any place is refused or read, the same in one piece and byte by byte")
  func mutated() {
    let content = "3;a\r\nabc\r\n0\r\nA: b\r\n\r\n".bytes
    for index in content.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = content
        bytes[index] = byte
        let whole = read(.chunked, [bytes])
        #expect(read(.chunked, bytes.map { [$0] }) == whole)
        let isControl = byte < 0x20 && !"\r\n\t".utf8.contains(byte) || byte == 0x7F
        // Only data may hold anything.
        if isControl, !(5..<8).contains(index) { #expect(whole == .malformed(.badRequest)) }
      }
    }
  }

  private func read(_ content: RequestHead.Content, _ pieces: [[UInt8]]) -> Outcome {
    var reader = ContentReader(content)
    var before = 0
    for piece in pieces {
      switch reader.read(piece.span) {
      case .more: before += piece.count
      case .done(let count): return .done(before + count)
      case .malformed(let status): return .malformed(status)
      }
    }
    return .unfinished
  }
}
