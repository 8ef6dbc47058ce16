import HTTPCore
import Testing

@Suite("MediaType, RFC 9110 section 8.3.1")
struct MediaTypeTests {
  @Test(
    "The last segment's extension decides, case aside",
    arguments: [
      ("index.html", "text/html; charset=utf-8"), ("INDEX.HTM", "text/html; charset=utf-8"),
      ("a/b/style.css", "text/css; charset=utf-8"), ("app.js", "text/javascript; charset=utf-8"),
      ("app.min.mjs", "text/javascript; charset=utf-8"), ("data.json", "application/json"),
      ("site.webmanifest", "application/manifest+json"), ("a.wasm", "application/wasm"),
      ("a.svg", "image/svg+xml"), ("a.PNG", "image/png"), ("a.JpEg", "image/jpeg"),
      ("a.webp", "image/webp"), ("a.avif", "image/avif"),
      ("favicon.ico", "image/vnd.microsoft.icon"),
      ("a.woff2", "font/woff2"), ("a.mp4", "video/mp4"), ("a.mp3", "audio/mpeg"),
      ("a.txt", "text/plain; charset=utf-8"), ("a.md", "text/markdown; charset=utf-8"),
      ("a.xml", "application/xml"), ("a.pdf", "application/pdf"),
      ("a.tar.gz", "application/gzip"), ("a.zip", "application/zip"),
      ("a..html", "text/html; charset=utf-8"), ("dir.png/a.css", "text/css; charset=utf-8"),
      (".well-known/a.json", "application/json"), ("é.txt", "text/plain; charset=utf-8"),
      ("a.123", "application/vnd.lotus-1-2-3"), ("a.zsh~.ts", "video/mp2t"),
      ("a.c++", "text/x-c++src; charset=utf-8"), ("a.MKV", "video/matroska"),
      ("a.sarif-external-properties", "application/sarif-external-properties+json"),
      ("a.tgz", "application/gzip"), ("a.svgz.txt", "text/plain; charset=utf-8"),
    ])
  func known(_ path: String, _ name: String) {
    #expect(MediaType(path: path.bytes.span).description == name)
  }

  @Test(
    "Without a known extension it is bytes of no stated kind",
    arguments: [
      "", "/", ".", "html", "LICENSE", ".html", "dir/.html", "dir.html/file", "dir.html/", "a.",
      "a.html.", "a.htmlx", "a.ht ml", "a.verylongextension", "a.\u{0}", "a.é", "a/html",
      "a.html~", ".well-known/acme", "a.svgz", "a.html=text", "a.=", "a. ", "a.aaaaaaaaaa", "a.0",
      "a.zzzz", "a.\(String(repeating: "a", count: 300))", "a.html\n",
    ])
  func unknown(_ path: String) {
    #expect(MediaType(path: path.bytes.span) == .unknown)
    #expect(MediaType.unknown.description == "application/octet-stream")
  }

  @Test("The tables are sorted and name each extension once, in the form of a type")
  func tables() {
    var count = 0
    for table in [MediaTypeTable.short, MediaTypeTable.long] {
      let entries = table.description.split { $0 == " " || $0 == "\n" }.map {
        $0.split(separator: "=", omittingEmptySubsequences: false)
      }
      count += entries.count
      for entry in entries {
        #expect(entry.count == 2 && entry[0].utf8.count <= MediaTypeTable.extensionBytesMax)
        #expect(entry[1].wholeMatch(of: /[a-z]+\/[a-z0-9.+_-]+/) != nil, "\(entry)")
        let path = "a.\(entry[0].uppercased())"
        #expect(MediaType(path: path.bytes.span).description.hasPrefix(entry[1]), "\(entry)")
      }
      for (one, next) in zip(entries, entries.dropFirst()) {
        #expect(one[0].utf8.lexicographicallyPrecedes(next[0].utf8))
      }
    }
    #expect(count > 1400)
  }

  @Test("RFC 9110 section 8.3.2: text states its charset, what states its own does not")
  func charsets() {
    for (name, isText) in [("html", true), ("vtt", true), ("json", false), ("xml", false)] {
      let type = MediaType(path: "a.\(name)".bytes.span)
      #expect(type.description.hasSuffix("; charset=utf-8") == isText)
      #expect(type.count == type.description.utf8.count)
    }
  }

  @Test("Types are equal by their name")
  func equality() {
    #expect(MediaType(path: "a.html".bytes.span) == MediaType(path: "b.htm".bytes.span))
    #expect(MediaType(path: "a.html".bytes.span) != MediaType(path: "a.css".bytes.span))
  }
}
