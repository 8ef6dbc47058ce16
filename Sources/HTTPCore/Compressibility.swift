/// What compressing files of a media type is good for.
package enum Compressibility: Equatable, Sendable {
  /// They shrink: text, and what is written like it.
  case high
  /// Nobody knows; a variant that somebody put beside one is taken.
  case unknown
  /// They are compressed already, so there is no variant of them.
  case none

  /// Judges by a media type as `Content-Type` states it.
  package init(_ type: Span<UInt8>) {
    let end = type.firstIndex(of: UInt8(ascii: ";")) ?? type.count
    let name = type.extracting(0..<end).trimmed
    if name.hasPrefix("text/") || name.hasSuffix("+xml") || name.hasSuffix("+json") {
      self = .high
    } else if Compressibility.contains(Compressibility.compressibleTypes, name) {
      self = .high
    } else if name.hasPrefix("video/") || name.hasPrefix("audio/") || name.hasPrefix("image/")
      || name.hasPrefix("font/woff") || name.hasSuffix("+zip")
      || name.hasPrefix("application/vnd.openxmlformats-")
      || name.hasPrefix("application/vnd.oasis.opendocument.")
      || Compressibility.contains(Compressibility.compressedTypes, name)
    {
      self = .none
    } else {
      self = .unknown
    }
  }

  private static func contains(_ list: [StaticString], _ name: Span<UInt8>) -> Bool {
    for type in list where name.equals(type) { return true }
    return false
  }

  private static let compressibleTypes: [StaticString] = [
    "application/json", "application/javascript", "application/wasm", "application/xml",
    "application/yaml", "application/toml", "application/sql", "application/rtf",
    "application/x-sh", "application/x-tex", "application/x-subrip", "application/postscript",
    "application/x-ndjson", "application/ecmascript", "application/graphql",
    "application/vnd.apple.mpegurl", "application/vnd.ms-fontobject", "application/msword",
    "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "image/bmp",
    "image/vnd.microsoft.icon", "image/x-icon", "font/ttf", "font/otf", "font/collection",
    "model/stl", "model/obj", "model/gltf-binary",
  ]

  private static let compressedTypes: [StaticString] = [
    "application/zip", "application/gzip", "application/zstd", "application/x-brotli",
    "application/x-bzip2", "application/x-xz", "application/x-7z-compressed",
    "application/vnd.rar", "application/java-archive", "application/x-rpm",
    "application/vnd.debian.binary-package", "application/vnd.android.package-archive",
    "application/x-apple-diskimage",
  ]
}
