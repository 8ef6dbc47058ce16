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
      ("a.xml", "text/xml; charset=utf-8"), ("a.pdf", "application/pdf"),
      ("a.tar.gz", "application/gzip"), ("a.zip", "application/zip"),
      ("a..html", "text/html; charset=utf-8"), ("dir.png/a.css", "text/css; charset=utf-8"),
      (".well-known/a.json", "application/json"), ("é.txt", "text/plain; charset=utf-8"),
    ])
  func known(_ path: String, _ name: String) {
    #expect(MediaType(path: path.bytes.span).name.description == name)
  }

  @Test(
    "Without a known extension it is bytes of no stated kind",
    arguments: [
      "", "/", ".", "html", "LICENSE", ".html", "dir/.html", "dir.html/file", "dir.html/", "a.",
      "a.html.", "a.htmlx", "a.ht ml", "a.verylongextension", "a.\u{0}", "a.é", "a/html",
      "a.html~", ".well-known/acme",
    ])
  func unknown(_ path: String) {
    #expect(MediaType(path: path.bytes.span) == .unknown)
    #expect(MediaType.unknown.name.description == "application/octet-stream")
  }

  @Test("Types are equal by their name")
  func equality() {
    #expect(MediaType(path: "a.html".bytes.span) == MediaType(path: "b.htm".bytes.span))
    #expect(MediaType(path: "a.html".bytes.span) != MediaType(path: "a.css".bytes.span))
  }
}
