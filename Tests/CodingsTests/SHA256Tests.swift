import Codings
import Testing

@Suite("SHA-256, FIPS 180-4")
struct SHA256Tests {
  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(
    "The examples of the standard",
    arguments: [
      ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func vectors(_ text: String, _ times: Int, _ expected: String) {
    let bytes = Array(String(repeating: text, count: times).utf8)
    let whole = SHA256.digest(of: bytes.span)
    #expect(Self.hex(whole) == expected)
    var parts = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 97) {
      parts.add(bytes.span.extracting(start..<min(start + 97, bytes.count)))
    }
    #expect(Self.hex(parts.finish()) == expected)
  }
}
