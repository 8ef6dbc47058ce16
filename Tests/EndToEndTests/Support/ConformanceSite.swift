/// The files that every case of `Tests/Conformance` is about, as its README lists them.
enum ConformanceSite {
  /// Saturday, 5 November 1994, 08:49:37 GMT.
  static let modified = 784_025_377

  private static let texts = [
    "ten.txt": "0123456789", "empty.txt": "", "probe.txt": "probe\n", "index.html": "<p>home</p>\n",
    "dir/index.html": "<p>dir</p>\n", "a b.txt": "space\n", "é.txt": "accent\n",
    ".hidden": "hidden\n", ".well-known/known.txt": "known\n", "future.txt": "future\n",
    "old.txt": "old\n",
  ]

  private static let typed = [
    "style.css", "script.js", "data.json", "feed.xml", "image.svg", "photo.PNG", "font.woff2",
    "movie.mp4", "app.wasm", "archive.tar.gz", "note.md", "noextension", "what.unknownextension",
  ]

  /// Files, and variants of them whose bytes tell which one was sent.
  private static let negotiated = [
    "page.txt": "the page as it is, in forty bytes, none.",
    "page.txt.gz": "the page as gzip, of 30 bytes.", "page.txt.zst": "the page, zstd, 25 bytes.",
    "page.txt.br": "the page, brotli, 20", "gzip.txt": "a file that only has a variant in gzip",
    "gzip.txt.gz": "gzip and no other", "tie.txt": "three variants of a size",
    "tie.txt.gz": "gzip, 15 bytes.", "tie.txt.br": "brotli, 15 byte",
    "tie.txt.zst": "zstd, 15 bytes.", "grown.txt": "short", "grown.txt.gz": "longer in gzip",
    "stale.txt": "written after its gzip", "stale.txt.gz": "of an older one",
    "stale.txt.zst": "zstd, as new", "picture.png": "pixels", "picture.png.gz": "not looked for",
    "pages/index.html": "<p>pages, and no less</p>\n", "pages/index.html.br": "pages in brotli",
  ]

  static let large = 600_000
  static let huge = 3_000_000

  static func make() throws -> TestSite {
    let site = try TestSite()
    for (name, text) in texts { try site.write(name, text) }
    for (name, text) in negotiated { try site.write(name, text) }
    for name in typed { try site.write(name, "content of \(name)\n") }
    try site.write("large.bin", .pattern(large))
    try site.write("huge.bin", .pattern(huge))
    try site.makeDirectory("bare")
    for name in Array(texts.keys) + negotiated.keys + typed + ["large.bin", "huge.bin"] {
      try site.setModified(name, modified)
    }
    try site.setModified("future.txt", 4_102_444_800)
    try site.setModified("old.txt", -86_400)
    try site.setModified("stale.txt.gz", modified - 1)
    return site
  }
}
