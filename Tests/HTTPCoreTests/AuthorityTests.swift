import HTTPCore
import Testing

@Suite("Authority, RFC 3986 section 3.2 and RFC 9110 section 7.2")
struct AuthorityTests {
  @Test(
    "Host and port are accepted",
    arguments: [
      "", "a", "example.com", "example.com:80", "example.com:", "EXAMPLE.com:0", "a:65535",
      "a_b-c.d~e", "127.0.0.1:8080", "[::1]", "[::1]:8080", "[::1]:", "[2001:DB8::192.0.2.1]",
      "a%20b", "a!$&'()*+;=b", "münchen.example",
    ])
  func accepts(_ value: String) {
    #expect(isValid(value.bytes))
  }

  @Test(
    "User information, bad ports and half literals are refused",
    arguments: [
      "user@a", "user:pw@a", "a:65536", "a:99999999999999999999999", "a:+1", "a:-1", "a:8a",
      "a:80:80", "a b", "a/b", "a?b", "a\\b", "a,b", "a\"b", "<a>", "{a}", "a@", "[]", "[]:80",
      "[::1", "::1", "[::1]80", "[::1]x", "[g::1]", "[::1%25eth0]", "[[::1]]", "a]", "[",
      "a\u{7F}", "a\u{0}", "a\tb",
      "a#b", "a^b", "a`b", "a|b", "%", "a%", "a%2", "a%zz", "a%2g", "%%20",
    ])
  func refuses(_ value: String) {
    #expect(!isValid(value.bytes))
  }

  @Test("Every byte alone is a name or refused, as RFC 3986 section 3.2.2 has it")
  func everyByte() {
    let names = "!$&'()*+-.;=_~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    // A colon is an empty port; bytes of UTF-8 names come up in the wild.
    let expected = Set(names.utf8).union([UInt8(ascii: ":")]).union(0x80...0xFF)
    #expect(Set((UInt8.min...UInt8.max).filter { isValid([$0]) }) == expected)
  }

  @Test(
    "RFC 9110 section 9.3.6: a tunnel leads to a host and a port, and neither is empty",
    arguments: [
      ("a:80", true), ("a.example:65535", true), ("[::1]:443", true), ("127.0.0.1:1", true),
      ("a", false), ("a:", false), (":80", false), ("", false), (":", false), ("[::1]", false),
      ("[::1]:", false), ("80", false), ("a:65536", false), ("u@a:80", false), ("/a:80", false),
      ("http://a:80", false), ("*", false), ("a:b", false),
    ])
  func namesPort(_ value: String, _ expected: Bool) {
    #expect(Authority.namesPort(value.bytes.span) == expected)
  }

  private func isValid(_ value: [UInt8]) -> Bool {
    Authority.isValid(value.span)
  }
}
