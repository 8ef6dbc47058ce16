import HTTPCore
import Testing

@Suite("What a response says of a variant")
struct VariantTests {
  private static func representation(
    _ coding: ContentCoding, varies: Bool = true, isDated: Bool = true, isWeak: Bool = false
  ) -> Representation {
    Representation(
      size: 6, modifiedSeconds: Files.modifiedSeconds, modifiedNanoseconds: 0, isWeak: isWeak,
      mediaType: MediaType(path: "a.css".bytes.span), coding: coding, varies: varies,
      isDated: isDated)
  }

  private static func fields(_ representation: Representation) -> String {
    Files.fields(of: representation).text
  }

  @Test("RFC 9110 sections 8.4 and 12.5.5: the coding, and that others may be had")
  func codings() {
    let plain = Self.fields(Self.representation(.identity))
    #expect(plain.contains("\r\nVary: Accept-Encoding\r\n"))
    #expect(!plain.contains("Content-Encoding"))
    let coded = Self.fields(Self.representation(.brotli))
    #expect(coded.contains("\r\nContent-Encoding: br\r\n"))
    #expect(coded.contains("\r\nVary: Accept-Encoding\r\n"))
    #expect(coded.contains("\r\nContent-Type: text/css; charset=utf-8\r\n"))
    #expect(!Self.fields(Self.representation(.identity, varies: false)).contains("Vary"))
  }

  @Test("RFC 9110 section 8.8.3.3: each coding has a tag of its own, and matches no other")
  func tags() {
    let all = ContentCoding.allCases.map { Self.representation($0).entityTag }
    let texts = all.map { tag in written { tag.append(to: &$0) } }
    #expect(
      texts.map(\.text) == [
        "\"ae16aed2afa0a00-6\"", "\"ae16aed2afa0a00-6-gzip\"", "\"ae16aed2afa0a00-6-br\"",
        "\"ae16aed2afa0a00-6-zstd\"",
      ])
    for (number, tag) in all.enumerated() {
      for (other, text) in texts.enumerated() {
        #expect(matches(tag, text) == (number == other))
        #expect(matches(tag, text, weakly: true) == (number == other))
      }
      #expect(!matches(tag, "\"ae16aed2afa0a00-6-\"".bytes, weakly: true))
      #expect(!matches(tag, "\"br\"".bytes, weakly: true))
      #expect(!matches(tag, "\"-br\"".bytes, weakly: true))
    }
  }

  @Test("The longest fields and tags fit where they are written to")
  func longest() {
    let longest = EntityTag(nanoseconds: .max, size: .max, isWeak: true, coding: .gzip)
    #expect(written { longest.append(to: &$0) }.count == EntityTag.textBytesMax)
    let representation = Representation(
      size: .max, modifiedSeconds: .max, modifiedNanoseconds: 999_999_999, isWeak: true,
      mediaType: MediaType(path: "a.pptx".bytes.span), coding: .gzip, varies: true)
    #expect(Files.fields(of: representation).count <= PreparedAnswer.fieldBytesMax)
  }

  @Test("A time that says nothing is not stated, and neither is a tag before there is a digest")
  func undated() {
    var representation = Self.representation(.identity, isDated: false)
    var fields = Self.fields(representation)
    #expect(!fields.contains("Last-Modified") && !fields.contains("ETag"))
    representation.note(ContentDigest([UInt8](repeating: 0xab, count: 32).span))
    fields = Self.fields(representation)
    #expect(!fields.contains("Last-Modified"))
    #expect(fields.contains("\r\nETag: \"abababababababababababababababab\"\r\n"))
  }

  @Test("A digest leaves the tag of a dated file as it is")
  func digestOfDated() {
    var representation = Self.representation(.gzip)
    let before = representation.entityTag
    representation.note(ContentDigest([UInt8](repeating: 1, count: 32).span))
    #expect(representation.entityTag == before)
    #expect(representation.digest != nil)
  }

  @Test("RFC 9110 section 13.1: without a date or a tag there is nothing to compare")
  func conditions() {
    let representation = Self.representation(.identity, isDated: false)
    let future = "Sun, 06 Nov 2094 08:49:37 GMT"
    let past = "Sun, 06 Nov 1984 08:49:37 GMT"
    for (fields, outcome) in [
      ("If-Modified-Since: \(future)", Preconditions.Outcome.proceed(honoursRange: false)),
      ("If-Unmodified-Since: \(past)", .proceed(honoursRange: false)),
      ("If-None-Match: \"x\"", .proceed(honoursRange: false)), ("If-None-Match: *", .notModified),
      ("If-Match: \"x\"", .failed), ("If-Match: *", .proceed(honoursRange: false)),
      (
        "Range: bytes=0-0\r\nIf-Range: \(Files.modifiedText)",
        .proceed(honoursRange: false)
      ),
    ] {
      let bytes = "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n".bytes
      guard case .complete(let head) = RequestParser.parse(bytes.span) else {
        Issue.record("the head was not accepted")
        continue
      }
      let result = Preconditions.evaluate(
        head, bytes.span, representation, now: HTTPDate(seconds: 4_000_000_000))
      #expect(result == outcome, "\(fields)")
    }
  }

  @Test(
    "What can be compressed, by type",
    arguments: [
      ("a.html", Compressibility.high), ("a.css", .high), ("a.js", .high), ("a.json", .high),
      ("a.svg", .high), ("a.wasm", .high), ("a.txt", .high), ("a.xml", .high), ("a.ttf", .high),
      ("a.webmanifest", .high), ("a.ico", .high), ("a.png", .none), ("a.mp4", .none),
      ("a.woff2", .none), ("a.zip", .none), ("a.gz", .none), ("a.br", .none), ("a.zst", .none),
      ("a.docx", .none), ("a.odt", .none), ("a.epub", .none), ("a.bin", .unknown), ("a", .unknown),
      ("a.pdf", .unknown),
    ] as [(String, Compressibility)])
  func compressibility(_ name: String, _ expected: Compressibility) {
    let type = MediaType(path: name.bytes.span)
    #expect(type.compressibility == expected)
  }
}
