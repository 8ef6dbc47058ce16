/// A media type (RFC 9110 section 8.3.1) by file name extension.
package struct MediaType: Equatable, Sendable {
  /// The field value, with its charset where the type is text.
  package let name: StaticString

  package static func == (left: MediaType, right: MediaType) -> Bool {
    left.name.description == right.name.description
  }

  /// What a name without a known extension gets: bytes of no stated kind.
  package static let unknown = MediaType(name: "application/octet-stream")

  /// The type for the last segment of `path`, by the letters behind its last dot, case aside.
  package init(path: Span<UInt8>) {
    var start = path.count
    while start > 0, path[start - 1] != UInt8(ascii: "."), path[start - 1] != UInt8(ascii: "/") {
      start -= 1
    }
    guard start > 1, path[start - 1] == UInt8(ascii: "."), path[start - 2] != UInt8(ascii: "/"),
      path.count - start <= 12
    else {
      self = .unknown
      return
    }
    var letters: [UInt8] = []
    for index in start..<path.count { letters.append(path[index].asciiLowercased) }
    let name = MediaType.table[String(decoding: letters, as: UTF8.self)]
    self = name.map { MediaType(name: $0) } ?? .unknown
  }

  private init(name: StaticString) {
    self.name = name
  }

  /// Names from the IANA registry, and the customary ones where it has none.
  private static let table: [String: StaticString] = [
    // Web
    "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
    "xhtml": "application/xhtml+xml", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "cjs": "text/javascript; charset=utf-8", "json": "application/json",
    "map": "application/json", "jsonld": "application/ld+json",
    "geojson": "application/geo+json", "webmanifest": "application/manifest+json",
    "wasm": "application/wasm", "xml": "text/xml; charset=utf-8",
    "xsl": "text/xml; charset=utf-8", "xslt": "application/xslt+xml",
    "rss": "application/rss+xml", "atom": "application/atom+xml",
    // Text
    "txt": "text/plain; charset=utf-8", "text": "text/plain; charset=utf-8",
    "log": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8", "ics": "text/calendar; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8", "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip", "yaml": "application/yaml", "yml": "application/yaml",
    "toml": "application/toml", "sql": "application/sql", "rtf": "application/rtf",
    "tex": "application/x-tex", "sh": "application/x-sh",
    // Images
    "svg": "image/svg+xml", "png": "image/png", "apng": "image/apng", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "jxl": "image/jxl", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "heic": "image/heic", "heif": "image/heif", "bmp": "image/bmp",
    "ico": "image/vnd.microsoft.icon", "cur": "image/vnd.microsoft.icon", "tif": "image/tiff",
    "tiff": "image/tiff", "psd": "image/vnd.adobe.photoshop",
    // Fonts
    "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
    "ttc": "font/collection", "eot": "application/vnd.ms-fontobject",
    // Audio
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav",
    "weba": "audio/webm", "mid": "audio/midi", "midi": "audio/midi", "aif": "audio/aiff",
    "aiff": "audio/aiff",
    // Video
    "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg",
    "mov": "video/quicktime", "avi": "video/x-msvideo", "mkv": "video/matroska",
    "mpg": "video/mpeg", "mpeg": "video/mpeg", "3gp": "video/3gpp", "3g2": "video/3gpp2",
    "ts": "video/mp2t", "m3u8": "application/vnd.apple.mpegurl",
    "mpd": "application/dash+xml", "m4s": "video/iso.segment",
    // Archives and packages
    "zip": "application/zip", "gz": "application/gzip", "tgz": "application/gzip",
    "bz2": "application/x-bzip2", "xz": "application/x-xz", "zst": "application/zstd",
    "br": "application/x-brotli", "tar": "application/x-tar", "7z": "application/x-7z-compressed",
    "rar": "application/vnd.rar", "jar": "application/java-archive",
    "deb": "application/vnd.debian.binary-package", "rpm": "application/x-rpm",
    "apk": "application/vnd.android.package-archive", "iso": "application/x-iso9660-image",
    "dmg": "application/x-apple-diskimage", "epub": "application/epub+zip",
    // Documents
    "pdf": "application/pdf", "ps": "application/postscript", "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    // Three dimensions
    "glb": "model/gltf-binary", "gltf": "model/gltf+json", "stl": "model/stl",
    "obj": "model/obj",
    // Data
    "bin": "application/octet-stream", "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet", "torrent": "application/x-bittorrent",
  ]
}
