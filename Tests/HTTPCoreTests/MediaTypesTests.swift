import HTTPCore
import Testing

@Suite("MediaTypes, which a site was given")
struct MediaTypesTests {
  private static func types(_ overrides: [(String, String)]) throws -> MediaTypes {
    MediaTypes(
      try overrides.map { try MediaTypeOverride(fileExtension: $0.0, type: $0.1) })
  }

  @Test("What was given comes before what is known, for its extension alone and case aside")
  func precedence() throws {
    let types = try Self.types([
      ("md", "text/html"), ("TS", "video/mp2t"), ("c++", "text/x-c"), ("new-ext_1", "a/b"),
    ])
    for (path, name) in [
      ("a.md", "text/html; charset=utf-8"), ("d/a.MD", "text/html; charset=utf-8"),
      ("a.ts", "video/mp2t"), ("a.c++", "text/x-c; charset=utf-8"), ("a.New-Ext_1", "a/b"),
      ("a.css", "text/css; charset=utf-8"), ("a.mdx", "application/octet-stream"),
      ("md", "application/octet-stream"),
      (".md", "application/octet-stream"), ("a.md/b", "application/octet-stream"),
    ] {
      let type = types.type(of: path.bytes.span)
      #expect(type.description == name, "\(path)")
      #expect(type.count == name.utf8.count)
    }
    let known = MediaTypes().type(of: "a.css".bytes.span)
    #expect(known == MediaType(path: "a.css".bytes.span))
  }

  @Test(
    "RFC 9110 section 8.3.1: parameters are sent as they were given, text states its charset",
    arguments: [
      ("text/plain", "text/plain; charset=utf-8"), ("Text/Plain", "Text/Plain; charset=utf-8"),
      ("text/plain;charset=latin1", "text/plain;charset=latin1"),
      ("text/plain; Charset=\"iso-8859-1\"", "text/plain; Charset=\"iso-8859-1\""),
      ("text/plain; format=flowed", "text/plain; format=flowed; charset=utf-8"),
      ("text/plain ; a=b;charset=x", "text/plain ; a=b;charset=x"),
      ("text/plain; a=\"; charset=x\"", "text/plain; a=\"; charset=x\"; charset=utf-8"),
      ("text/plain; a=\"\\\"b\"", "text/plain; a=\"\\\"b\"; charset=utf-8"),
      ("application/json", "application/json"), ("a/b; c=d", "a/b; c=d"),
      ("application/x.y+z", "application/x.y+z"), ("texts/plain", "texts/plain"),
    ])
  func parameters(_ given: String, _ sent: String) throws {
    let types = try Self.types([("x", given)])
    #expect(types.type(of: "a.x".bytes.span).description == sent)
  }

  @Test(
    "What is no type is refused",
    arguments: [
      "", "text", "text/", "/plain", "/", "text plain", "text/plain/x", "text /plain",
      "text/ plain", " text/plain", "text/plain ", "text/plain;", "text/plain; ",
      "text/plain; charset", "text/plain; charset=", "text/plain; =x", "text/plain; a=b c",
      "text/plain; a=\"", "text/plain; a=\"b", "text/plain; a=\"b\\", "text/plain; a=\"b\\\"",
      "text/plain; a=\"b\"c", "text/pläin", "text/plain\r\nX: y", "text/plain; a=\"\r\"",
      "text/plain; a=\"\\\n\"", "text/plain\u{0}", "text/plain, text/html", "text/plain;;a=b",
      "text/\(String(repeating: "a", count: 156))",
    ])
  func refusedTypes(_ type: String) {
    #expect(throws: MediaTypeOverride.Refusal.notType) {
      _ = try MediaTypeOverride(fileExtension: "x", type: type)
    }
  }

  @Test(
    "What is no extension is refused",
    arguments: [
      "", ".md", "tar.gz", "a b", "a/b", "é", "a=b", "a\u{0}", "*",
      String(repeating: "a", count: 33),
    ])
  func refusedExtensions(_ name: String) {
    #expect(throws: MediaTypeOverride.Refusal.notExtension) {
      _ = try MediaTypeOverride(fileExtension: name, type: "a/b")
    }
  }

  @Test("The longest type fits where heads are written, and so does the longest extension")
  func longest() throws {
    let name = String(repeating: "e", count: MediaTypeTable.extensionBytesMax)
    let given = "text/" + String(repeating: "a", count: MediaTypeOverride.typeBytesMax - 5)
    let type = try Self.types([(name, given)]).type(of: "a.\(name)".bytes.span)
    #expect(type.description == given + "; charset=utf-8")
    let representation = Representation(
      size: .max, modifiedSeconds: .min, modifiedNanoseconds: 1, isWeak: true, mediaType: type,
      coding: .zstandard, varies: true)
    let fields = written { PreparedAnswer.appendFields(of: representation, to: &$0) }
    #expect(fields.count <= PreparedAnswer.fieldBytesMax)
    let framing = MultipartFraming(boundary: .max, representation)
    let head = written {
      framing.appendPartHead(ByteRange(first: .max - 1, last: .max - 1), isFirst: false, to: &$0)
    }
    #expect(head.count <= MultipartFraming.partHeadBytesMax)
  }

  @Test("What a type is compressed for does not depend on who named it, or in which case")
  func compressibility() throws {
    let types = try Self.types([
      ("a", "text/markdown"), ("b", "Application/JSON"), ("c", "application/x-own"),
      ("d", "video/mp2t"), ("e", "application/own+xml; v=1"), ("f", "TEXT/x"),
    ])
    for (name, expected) in [
      ("a", .high), ("b", .high), ("c", .unknown), ("d", .none), ("e", .high), ("f", .high),
    ] as [(String, Compressibility)] {
      #expect(types.type(of: "x.\(name)".bytes.span).compressibility == expected, "\(name)")
    }
  }
}
