import HTTPCore
import Testing

@Suite("MultipartFraming, RFC 9110 section 14.6")
struct MultipartFramingTests {
  @Test("The length that is stated is that of what is written", arguments: 1...16)
  func contentLength(_ count: Int) {
    for name in ["a", "a.txt", "a.json", "a.pptx"] {
      for size in [40, 1000, 99_999, 1 << 40] as [UInt64] {
        var ranges = ByteRanges()
        let step = size / UInt64(count + 1)
        for index in 0..<UInt64(count) {
          ranges.insert(ByteRange(first: index * step, last: index * step))
        }
        let framing = MultipartFraming(boundary: 0xF, representation(name, size))
        let bytes = written(capacity: 8192) { output in
          for index in 0..<ranges.count {
            let start = output.count
            framing.appendPartHead(ranges[index], isFirst: index == 0, to: &output)
            let isBounded = output.count - start <= MultipartFraming.partHeadBytesMax
            #expect(isBounded)
            output.append("x")
          }
          let start = output.count
          framing.appendEnd(to: &output)
          let endBytes = output.count - start
          #expect(endBytes == MultipartFraming.endBytes)
        }
        #expect(UInt64(bytes.count) == framing.contentLength(ranges))
      }
    }
  }

  @Test("RFC 2046 section 5.1.1: delimiters stand at the starts of lines, and the last one ends it")
  func form() {
    let framing = MultipartFraming(boundary: 0xAB, representation("a.txt", 10))
    let text = written { output in
      framing.appendPartHead(ByteRange(first: 0, last: 0), isFirst: true, to: &output)
      output.append("0")
      framing.appendPartHead(ByteRange(first: 8, last: 9), isFirst: false, to: &output)
      output.append("89")
      framing.appendEnd(to: &output)
    }.text
    let type = "Content-Type: text/plain; charset=utf-8\r\n"
    #expect(
      text == "--00000000000000ab\r\n\(type)Content-Range: bytes 0-0/10\r\n\r\n0\r\n"
        + "--00000000000000ab\r\n\(type)Content-Range: bytes 8-9/10\r\n\r\n89\r\n"
        + "--00000000000000ab--\r\n")
    #expect(
      written { framing.appendMediaType(to: &$0) }.text
        == "multipart/byteranges; boundary=00000000000000ab")
  }

  @Test("The longest media type and numbers fit where a part's head has to")
  func longest() {
    let longest =
      (MediaTypeTable.short.description + " " + MediaTypeTable.long.description)
      .split { $0 == " " || $0 == "\n" }.max { $0.utf8.count < $1.utf8.count } ?? ""
    let name = longest.prefix { $0 != "=" }
    let framing = MultipartFraming(boundary: .max, representation("a.\(name)", .max))
    let bytes = written {
      framing.appendPartHead(ByteRange(first: .max - 1, last: .max - 1), isFirst: false, to: &$0)
    }
    #expect(bytes.count + 20 <= MultipartFraming.partHeadBytesMax)
  }

  private func representation(_ name: String, _ size: UInt64) -> Representation {
    Representation(
      size: size, modifiedSeconds: 0, modifiedNanoseconds: 0, isWeak: false,
      mediaType: MediaType(path: name.bytes.span))
  }
}
