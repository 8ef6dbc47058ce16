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

  static let large = 600_000
  static let huge = 3_000_000

  static func make() throws -> TestSite {
    let site = try TestSite()
    for (name, text) in texts { try site.write(name, text) }
    for name in typed { try site.write(name, "content of \(name)\n") }
    try site.write("large.bin", .pattern(large))
    try site.write("huge.bin", .pattern(huge))
    try site.makeDirectory("bare")
    for name in texts.keys + typed + ["large.bin", "huge.bin"] {
      try site.setModified(name, modified)
    }
    try site.setModified("future.txt", 4_102_444_800)
    try site.setModified("old.txt", -86_400)
    return site
  }
}
