import HTTPCore
import Testing

@Suite("RequestTarget, RFC 9112 section 3.2 and RFC 3986 section 6.2.2")
struct RequestTargetTests {
  @Test(
    "RFC 9112 section 3.2: the origin and absolute forms, and where their parts stand",
    arguments: [
      ("/", "/", nil), ("/a/b", "/a/b", nil), ("/a?", "/a", ""), ("/a?b=c", "/a", "b=c"),
      ("/a?b?c/d", "/a", "b?c/d"), ("/?", "/", ""), ("//host/a", "//host/a", nil),
      ("http://host/a?b", "/a", "b"), ("http://host", "", nil), ("http://host?b", "", "b"),
      ("http://host?b/c", "", "b/c"), ("HTTP://host/", "/", nil), ("https://host/a", "/a", nil),
      ("hTTpS://[::1]:8443/a", "/a", nil), ("http://host:80/a//b", "/a//b", nil),
    ] as [(String, String, String?)])
  func forms(_ target: String, _ path: String, _ query: String?) {
    let bytes = target.bytes
    guard case .path(let found, let foundQuery) = RequestTarget.form(of: bytes.span) else {
      Issue.record("no path found")
      return
    }
    #expect(text(found, in: bytes) == path)
    #expect(foundQuery.map { text($0, in: bytes) } == query)
  }

  @Test("RFC 9112 section 3.2.4: the asterisk form stands alone")
  func asterisk() {
    #expect(RequestTarget.form(of: "*".bytes.span) == .asterisk)
    #expect(RequestTarget.form(of: "**".bytes.span) == .malformed)
    #expect(RequestTarget.form(of: "*?a".bytes.span) == .malformed)
  }

  @Test(
    "RFC 9112 section 3.2: anything else has no form",
    arguments: [
      "", "a", "a/b", "host:80", "http:", "http:/", "http:/a", "http://", "http:///a", "http://?a",
      "http://:80/", "http://:/",
      "http://user@host/", "http://u:p@host/", "http://host:99999/", "http://host:x/",
      "http://[::1/",
      "ftp://host/", "file:///etc/passwd", "/a#b", "/#", "#", "http://host/#a", "/a?b#c", "\\a",
      "?a",
      "%2f", "http//host/", "://host/",
    ])
  func malformedForms(_ target: String) {
    #expect(RequestTarget.form(of: target.bytes.span) == .malformed)
  }

  @Test(
    "RFC 3986 section 6.2.2: decoded once, dot segments resolved behind that",
    arguments: [
      ("", ""), ("/", ""), ("/a", "a"), ("/a/b", "a/b"), ("/a/b/", "a/b"), ("//", ""), ("//a", "a"),
      ("/a//b", "a/b"), ("/a///b//", "a/b"), ("//host/a", "host/a"), ("/.", ""), ("/./", ""),
      ("/./a", "a"), ("/a/.", "a"), ("/a/./b", "a/b"), ("/a/..", ""), ("/a/../", ""),
      ("/a/../b", "b"), ("/a/b/../../c", "c"), ("/a/b/../c/./d", "a/c/d"), ("/a/b/..", "a"),
      ("/a//../b", "b"), ("/a/%2e/b", "a/b"), ("/a/%2e%2e/b", "b"), ("/a/%2E%2e/b", "b"),
      ("/a/%2e%2E/b", "b"), ("/a/%2E%2E/b", "b"), ("/a/.%2e/b", "b"), ("/a/%2e./b", "b"),
      ("/a/%2E./b", "b"), ("/a/.%2E/b", "b"), ("/%61%62%63", "abc"), ("/a%20b", "a b"),
      ("/%7Ea", "~a"), ("/%252e%252e/a", "%2e%2e/a"), ("/%252e", "%2e"), ("/%2525", "%25"),
      ("/%25", "%"), ("/a/%252e%252e/b", "a/%2e%2e/b"), ("/%5c", "\\"), ("/%5C..%5C", "\\..\\"),
      ("/\\..\\a", "\\..\\a"), ("/a%3fb", "a?b"), ("/a%23b", "a#b"), ("/a;b=c", "a;b=c"),
      ("/a:b", "a:b"), ("/a+b", "a+b"), ("/a...", "a..."), ("/a.", "a."), ("/a..", "a.."),
      ("/a.b", "a.b"), ("/%C3%A9", "é"), ("/é", "é"), ("/a%0ab", "a\nb"), ("/a%7f", "a\u{7F}"),
      ("/.well-known", ".well-known"), ("/.well-known/", ".well-known"),
      ("/.well-known/acme", ".well-known/acme"), ("/%2ewell-known/a", ".well-known/a"),
      ("/a/../.well-known/b", ".well-known/b"),
    ])
  func canonical(_ path: String, _ expected: String) {
    let (outcome, output) = canonicalize(path.bytes)
    #expect(isPath(outcome))
    #expect(output.text == expected)
  }

  @Test(
    "Above the root, hidden, an encoded slash or NUL: nothing of that name is served",
    arguments: [
      "/..", "/../", "/../a", "/a/../..", "/a/../../b", "/a/../../a/b", "/%2e%2e", "/%2E%2E/a",
      "/.%2e/a", "/%2e./a", "//..", "/./..", "/../a/..", "/.git", "/.git/config", "/a/.git",
      "/a/.b/c",
      "/...", "/.../a", "/.a", "/%2egit", "/%2Egit/config", "/a/%2ehidden", "/.well-known/.a",
      "/a/.well-known/b", "/.well-knownx", "/.well-know", "/.WELL-KNOWN/a", "/.well-known%2fa",
      "/a%2fb", "/a%2Fb", "/%2f", "/%2F%2F", "/a/%2f", "/..%2f", "/..%2f..%2fa", "/%2e%2e%2fa",
      "/a%2f..", "/a%2f../..", "/a/..%2fb/../c", "/%00", "/a%00", "/a%00.html", "/%00/..",
      "/a/%00/b",
      "/.htaccess%00.html",
    ])
  func nothing(_ path: String) {
    #expect(canonicalize(path.bytes).0 == .nothing)
  }

  @Test(
    "RFC 3986 section 2.1: a percent sign needs two digits",
    arguments: [
      "/%", "/%2", "/%2/", "/%zz", "/%2g", "/%g2", "/%%", "/%%20", "/%2%30", "/a%", "/a%4",
      "/%u0041",
      "/%-1", "/%+1", "/% 1", "/%0x", "/a/../%", "/..%2f%zz", "/.git/%1", "/%é1",
    ])
  func badEscapes(_ path: String) {
    #expect(canonicalize(path.bytes).0 == .malformed)
  }

  @Test(
    "A path says that it names a directory by its last segment",
    arguments: [
      ("", true), ("/", true), ("/a", false), ("/a/", true), ("/a//", true), ("/a/.", true),
      ("/a/..", true), ("/a/b/..", true), ("/a/%2e", true), ("/a/%2E%2e", true), ("/a/.%2e", true),
      ("/a/%2e.", true), ("/a.", false), ("/a..", false), ("/a%2e", false), ("/a/b%2e%2e", false),
      ("/%252e", false), ("/a/%252e%252e", false), ("/a/x..", false), ("/a%20", false),
    ])
  func directories(_ path: String, _ isDirectory: Bool) {
    #expect(canonicalize(path.bytes).0 == .path(isDirectory: isDirectory))
  }

  @Test("The longest path is one that can be opened")
  func longest() {
    let longest = "/" + String(repeating: "a", count: Limits.pathBytes)
    #expect(canonicalize(longest.bytes).0 == .path(isDirectory: false))
    #expect(canonicalize((longest + "a").bytes).0 == .nothing)
    #expect(canonicalize((longest + "/.").bytes).0 == .path(isDirectory: true))
    let escaped = "/" + String(repeating: "%61", count: (Limits.targetBytes - 1) / 3)
    #expect(canonicalize(escaped.bytes).1.count == (Limits.targetBytes - 1) / 3)
    let full = "/" + String(repeating: "a/", count: (Limits.targetBytes - 2) / 2) + "a"
    #expect(full.utf8.count == Limits.targetBytes)
    #expect(canonicalize(full.bytes).0 == .nothing)
  }

  @Test(
    "RFC 3986 section 2.3: unreserved characters and slashes alone stay unencoded",
    arguments: [
      ("", "/"), ("a", "/a"), ("a/b", "/a/b"), ("a-._~Z9", "/a-._~Z9"), ("a b", "/a%20b"),
      ("%", "/%25"), ("a?b#c", "/a%3Fb%23c"), ("é", "/%C3%A9"), ("\\", "/%5C"), ("a:b", "/a%3Ab"),
      ("a\r\nb", "/a%0D%0Ab"), ("@", "/%40"), ("\u{7F}", "/%7F"),
    ])
  func encoded(_ path: String, _ expected: String) {
    #expect(encode(path.bytes).text == expected)
  }

  @Test("Encoding every byte and decoding it again gives the same")
  func roundTripOfBytes() {
    // NUL and slash end or divide names; a dot alone is a dot segment.
    for byte in UInt8.min...UInt8.max where byte != 0 && !"/.".utf8.contains(byte) {
      let (outcome, output) = canonicalize(encode([byte]))
      #expect(outcome == .path(isDirectory: false))
      #expect(output == [byte])
    }
  }

  @Test("Canonical paths have no empty or dot segment, and survive encoding and decoding")
  func seeded() {
    var generator = SeededGenerator(seed: 3986)
    let parts = [
      "/", "/", "/", ".", ".", "..", "%2e", "%2E", "%2f", "%2F", "%5c", "%00", "%25", "%252e", "a",
      "b", "%61", "\\", "%C3", "é", ".well-known", "%", "2e", "//", "/../", "/./",
    ].map(\.bytes)
    var found = 0
    for _ in 0..<3000 {
      var path: [UInt8] = [UInt8(ascii: "/")]
      for _ in 0..<Int.random(in: 0..<10, using: &generator) {
        path += parts[Int.random(in: 0..<parts.count, using: &generator)]
      }
      guard case (.path, let output) = canonicalize(path) else { continue }
      found += 1
      let segments = output.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      let isPlain = segments.allSatisfy { segment in
        !segment.isEmpty && !segment.elementsEqual(".".utf8) && !segment.elementsEqual("..".utf8)
      }
      #expect(output.isEmpty || isPlain, "\(path.text) gave \(output.text)")
      #expect(!output.contains(0))
      #expect(canonicalize(encode(output)).1 == output, "\(path.text) gave \(output.text)")
    }
    #expect(found > 500)
  }

  @Test("Any bytes are a path, nothing or malformed, in the room of the path itself")
  func seededBytes() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1000 {
      let count = Int.random(in: 0..<40, using: &generator)
      let path =
        [UInt8(ascii: "/")]
        + (0..<count).map { _ -> UInt8 in
          let byte = UInt8(truncatingIfNeeded: generator.next())
          return byte < 0x80 ? "/.%2ef0"[byte] : byte
        }
      let (outcome, output) = canonicalize(path)
      #expect(output.count < path.count)
      #expect(outcome != .path(isDirectory: true) || output.last != UInt8(ascii: "/"))
    }
  }

  private func text(_ extent: Extent, in bytes: [UInt8]) -> String {
    bytes[Int(extent.offset)..<(Int(extent.offset) + Int(extent.count))].map { $0 }.text
  }

  private func isPath(_ outcome: RequestTarget.Canonical) -> Bool {
    if case .path = outcome { true } else { false }
  }

  /// The outcome, and what was written; room is given for the path and not a byte more.
  private func canonicalize(_ path: [UInt8]) -> (RequestTarget.Canonical, [UInt8]) {
    var outcome = RequestTarget.Canonical.malformed
    let output = written(capacity: path.count) { output in
      outcome = RequestTarget.canonicalize(path.span, into: &output)
    }
    return (outcome, output)
  }

  private func encode(_ path: [UInt8]) -> [UInt8] {
    written(capacity: 3 * path.count + 1) { RequestTarget.append(encoded: path.span, to: &$0) }
  }
}

extension String {
  /// The byte at `index`, taken round and round.
  fileprivate subscript(_ index: UInt8) -> UInt8 { bytes[Int(index) % utf8.count] }
}
