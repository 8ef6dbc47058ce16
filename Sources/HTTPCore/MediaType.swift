/// A media type (RFC 9110 section 8.3.1) by file name extension.
package struct MediaType: Equatable, Sendable, CustomStringConvertible {
  /// The text that a type stands in.
  private enum Source: UInt8 {
    case short
    case long
    case none

    var text: StaticString {
      switch self {
      case .short: MediaTypeTable.short
      case .long: MediaTypeTable.long
      case .none: "application/octet-stream"
      }
    }
  }

  // A place in a text and no text: what is known of a file is copied for every answer.
  private let source: Source
  private let start: UInt16
  private let bytes: UInt8
  /// Whether `; charset=utf-8` follows: for text, whose encoding nothing else states.
  ///
  /// XML and JSON say or fix theirs (RFC 7303 section 3, RFC 8259 section 8.1).
  private let statesCharset: Bool

  /// What a name without a known extension gets: bytes of no stated kind.
  package static let unknown = MediaType(.none, 0..<24)

  /// The type for the last segment of `path`, by the letters behind its last dot, case aside.
  package init(path: Span<UInt8>) {
    var start = path.count
    while start > 0, path[start - 1] != UInt8(ascii: "."), path[start - 1] != UInt8(ascii: "/") {
      start -= 1
    }
    let letters = path.extracting(start..<path.count)
    let source = letters.count > 3 ? Source.long : Source.short
    guard start > 1, path[start - 1] == UInt8(ascii: "."), path[start - 2] != UInt8(ascii: "/"),
      letters.count > 0, letters.count <= MediaTypeTable.extensionBytesMax,
      let place = MediaTypeTable.find(letters, in: source.text)
    else {
      self = .unknown
      return
    }
    self.init(source, place)
  }

  private init(_ source: Source, _ place: Range<Int>) {
    self.source = source
    start = UInt16(place.lowerBound)
    bytes = UInt8(place.count)
    statesCharset = MediaType.isText(source.text, place)
  }

  private var place: Range<Int> { Int(start)..<(Int(start) + Int(bytes)) }

  private static func isText(_ table: StaticString, _ place: Range<Int>) -> Bool {
    let prefix: StaticString = "text/"
    guard place.count > prefix.utf8CodeUnitCount else { return false }
    for index in 0..<prefix.utf8CodeUnitCount
    where table.byte(at: place.lowerBound + index) != prefix.byte(at: index) {
      return false
    }
    return true
  }

  private static let charset: StaticString = "; charset=utf-8"

  /// Bytes of the field value.
  package var count: Int {
    Int(bytes) + (statesCharset ? MediaType.charset.utf8CodeUnitCount : 0)
  }

  /// Appends the field value, with its charset where the type is text.
  package func append(to output: inout OutputSpan<UInt8>) {
    output.append(source.text, place)
    if statesCharset { output.append(MediaType.charset) }
  }

  /// The field value.
  package var description: String {
    let bytes = [UInt8](capacity: count) { append(to: &$0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func == (left: MediaType, right: MediaType) -> Bool {
    guard left.bytes == right.bytes else { return false }
    let (one, other) = (left.source.text, right.source.text)
    for (index, otherIndex) in zip(left.place, right.place)
    where one.byte(at: index) != other.byte(at: otherIndex) {
      return false
    }
    return true
  }
}
