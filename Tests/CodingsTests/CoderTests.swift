#if Compression
import Codings
import Testing

@Suite("Coders")
struct CoderTests {
  private static let coders: [Coder] = [.gzip, .brotli, .zstandard]
  private static let text = Array(String(repeating: "some text, and again ", count: 5000).utf8)

  private func encode(_ bytes: [UInt8], _ coder: Coder, atMost limit: Int) -> [UInt8]? {
    coder.encode(bytes.span, atMost: limit)
  }

  private func decode(_ bytes: [UInt8], _ coder: Coder, atMost limit: Int) -> [UInt8]? {
    coder.decode(bytes.span, atMost: limit)
  }

  @Test("What was coded decodes to itself", arguments: coders)
  func roundTrip(_ coder: Coder) throws {
    for bytes in [[], [1], Self.text, Array(Self.text.prefix(1024))] {
      let coded = try #require(encode(bytes, coder, atMost: bytes.count + 100))
      let isSame = decode(coded, coder, atMost: bytes.count) == bytes
      #expect(isSame)
    }
    #expect(try #require(encode(Self.text, coder, atMost: Self.text.count)).count < 1000)
  }

  @Test("Neither writes more than it is allowed to", arguments: coders)
  func limits(_ coder: Coder) throws {
    let coded = try #require(encode(Self.text, coder, atMost: Self.text.count))
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255) }
    let areRefused = [
      encode(Self.text, coder, atMost: coded.count - 1) == nil,
      decode(coded, coder, atMost: Self.text.count - 1) == nil,
      encode(noise, coder, atMost: noise.count - 1) == nil,
    ]
    #expect(areRefused == [true, true, true])
  }

  @Test("What is cut off, altered or was never coded is refused", arguments: coders)
  func malformed(_ coder: Coder) throws {
    let coded = try #require(encode(Self.text, coder, atMost: Self.text.count))
    for count in 0..<coded.count {
      let isRefused = decode(Array(coded.prefix(count)), coder, atMost: 1 << 20) == nil
      #expect(isRefused, "\(count)")
    }
    for bytes in [coded + [1, 2, 3], Array("never coded".utf8)] {
      let isRefused = decode(bytes, coder, atMost: 1 << 20) == nil
      #expect(isRefused)
    }
  }

  @Test("RFC 1952 section 2.2: a file of several members is one")
  func members() throws {
    let first = try #require(encode(Array("first ".utf8), .gzip, atMost: 100))
    let second = try #require(encode(Array("second".utf8), .gzip, atMost: 100))
    #expect(decode(first + second, .gzip, atMost: 100) == Array("first second".utf8))
  }
}
#endif
