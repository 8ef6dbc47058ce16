import HTTPCore
import Testing

@Suite("Repr-Digest, RFC 9530")
struct ContentDigestTests {
  /// The bytes that a digest of the RFC's examples has.
  private static let bytes: [UInt8] = (0..<32).map { UInt8($0 * 7 % 256) }

  @Test("Section 3: the field is a dictionary with a byte sequence in Base64")
  func value() {
    let text = written { ContentDigest(Self.bytes.span).append(to: &$0) }.text
    #expect(text == "sha-256=:AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk=:")
    let ones = [UInt8](repeating: 255, count: 32)
    let last = written { ContentDigest(ones.span).append(to: &$0) }.text
    #expect(last == "sha-256=://////////////////////////////////////////8=:")
  }

  @Test(
    "Section 4: a preference from 1 to 10 wants it, 0 does not; the last member counts",
    arguments: [
      ("sha-256=1", true), ("sha-256=10", true), ("sha-256", true), ("sha-256=0", false),
      ("sha-512=3, sha-256=10, unixsum=0", true), ("sha-256=5;x=1", true),
      ("sha-256=0, sha-256=3", true), ("sha-256=3, sha-256=0", false), ("sha-512=3", nil),
      ("SHA-256=1", nil), ("sha-256=11", nil), ("sha-256=a", nil), ("sha-256=", nil),
      ("", nil), ("sha-2567=1", nil), ("x;sha-256=1", nil), ("sha-256=-1", nil),
    ] as [(String, Bool?)])
  func wanted(_ line: String, _ expected: Bool?) {
    let isWanted = ContentDigest.isWanted(line.bytes.span)
    #expect(isWanted == expected)
  }

  @Test("A tag of content is half the digest, strong, and matched to the digit")
  func tags() {
    let tag = EntityTag(ContentDigest(Self.bytes.span))
    let text = written { tag.append(to: &$0) }
    #expect(text.text == "\"00070e151c232a31383f464d545b6269\"")
    #expect(matches(tag, text))
    #expect(matches(tag, text, weakly: true))
    #expect(matches(tag, ("W/" + text.text).bytes, weakly: true))
    #expect(!matches(tag, ("W/" + text.text).bytes))
    for index in text.indices {
      var other = text
      other[index] ^= 1
      #expect(!matches(tag, other, weakly: true), "\(index)")
      #expect(!matches(tag, Array(text.prefix(index)), weakly: true))
    }
  }

  @Test("No tag matches nothing")
  func noTag() {
    for text in ["", "\"\"", "\"0-0\"", "\"00000000000000000000000000000000\"", "W/\"\"", "*"] {
      #expect(!matches(.none, text.bytes, weakly: true))
      #expect(!matches(.none, text.bytes))
    }
  }
}
