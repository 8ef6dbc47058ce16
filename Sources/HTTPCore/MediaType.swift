/// A media type (RFC 9110 section 8.3.1) by file name extension.
package struct MediaType: Equatable, Sendable, CustomStringConvertible {
  // A place in a text and no text: what is known of a file is copied for every answer.
  private let text: LastingText
  /// Whether `; charset=utf-8` follows: for text, whose encoding nothing else states.
  ///
  /// XML and JSON say or fix theirs (RFC 7303 section 3, RFC 8259 section 8.1).
  private let statesCharset: Bool

  /// What a name without a known extension gets: bytes of no stated kind.
  package static let unknown = MediaType(LastingText("application/octet-stream", 0..<24))

  /// The known type for the last segment of `path`, by the letters behind its last dot, case aside.
  package init(path: Span<UInt8>) {
    guard let letters = MediaType.fileExtension(of: path) else {
      self = .unknown
      return
    }
    let table = letters.count > 3 ? MediaTypeTable.long : MediaTypeTable.short
    guard let place = MediaTypeTable.find(letters, in: table) else {
      self = .unknown
      return
    }
    self.init(LastingText(table, place))
  }

  /// The type that `text` names, which may have parameters.
  init(_ text: LastingText, statesCharset: Bool? = nil) {
    self.text = text
    self.statesCharset = statesCharset ?? text.bytes.hasPrefix("text/")
  }

  /// What stands behind the last dot of the last segment of `path`.
  ///
  /// `nil` if that is nothing, or more than any extension has, or if nothing stands before the dot.
  @_lifetime(copy path)
  static func fileExtension(of path: Span<UInt8>) -> Span<UInt8>? {
    var start = path.count
    while start > 0, path[start - 1] != UInt8(ascii: "."), path[start - 1] != UInt8(ascii: "/") {
      start -= 1
    }
    let letters = path.extracting(start..<path.count)
    guard start > 1, path[start - 1] == UInt8(ascii: "."), path[start - 2] != UInt8(ascii: "/"),
      letters.count > 0, letters.count <= MediaTypeTable.extensionBytesMax
    else { return nil }
    return letters
  }

  private static let charset: StaticString = "; charset=utf-8"

  /// Bytes of the field value.
  package var count: Int {
    text.bytes.count + (statesCharset ? MediaType.charset.utf8CodeUnitCount : 0)
  }

  /// Appends the field value, with its charset where the type is text.
  package func append(to output: inout OutputSpan<UInt8>) {
    output.append(text.bytes)
    if statesCharset { output.append(MediaType.charset) }
  }

  /// The field value.
  package var description: String {
    let bytes = [UInt8](capacity: count) { append(to: &$0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
