/// A media type that somebody wants for an extension, in a form that can be sent.
package struct MediaTypeOverride: Sendable {
  /// Why something is no override.
  package enum Refusal: Error {
    /// The extension is empty, too long, or not of letters, digits, `+`, `-` and `_` alone.
    case notExtension
    /// The type is too long, or not of the form that RFC 9110 section 8.3.1 gives.
    case notType
  }

  /// Bytes of a type with its parameters: all heads have room for so many.
  package static let typeBytesMax = 160

  /// The extension without its dot, in lower case.
  package let fileExtension: [UInt8]
  /// The type as it is to be sent, but for the charset of text that states none.
  package let type: [UInt8]
  /// Whether the type is text whose parameters do not say how it is encoded.
  let lacksCharset: Bool

  /// Refuses an extension that cannot be looked for and a type that cannot be sent.
  package init(fileExtension: String, type: String) throws(Refusal) {
    let letters = fileExtension.utf8.map(\.asciiLowercased)
    guard (1...MediaTypeTable.extensionBytesMax).contains(letters.count),
      letters.allSatisfy(MediaTypeOverride.mayBeInExtension)
    else { throw .notExtension }
    let text = Array(type.utf8)
    guard text.count <= MediaTypeOverride.typeBytesMax,
      let parameters = MediaTypeOverride.parameters(of: text.span)
    else { throw .notType }
    self.fileExtension = letters
    self.type = text
    lacksCharset = parameters == .withoutCharset && MediaTypeOverride.isText(text.span)
  }

  private static func mayBeInExtension(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isText(_ type: Span<UInt8>) -> Bool {
    type.count > 5 && type.extracting(0..<5).equalsIgnoringCase("text/")
  }

  // MARK: Reading a type

  private enum Parameters {
    case withCharset
    case withoutCharset
  }

  /// What the parameters state; `nil` if `type` is none.
  private static func parameters(of type: Span<UInt8>) -> Parameters? {
    let slash = type.end(from: 0) { $0.isTokenCharacter }
    guard slash > 0, slash < type.count, type[slash] == UInt8(ascii: "/") else { return nil }
    var place = type.end(from: slash + 1) { $0.isTokenCharacter }
    guard place > slash + 1 else { return nil }
    var found = Parameters.withoutCharset
    while place < type.count {
      let semicolon = type.end(from: place) { $0 == UInt8(ascii: " ") }
      guard semicolon < type.count, type[semicolon] == UInt8(ascii: ";") else { return nil }
      let name = type.end(from: semicolon + 1) { $0 == UInt8(ascii: " ") }
      let equals = type.end(from: name) { $0.isTokenCharacter }
      guard equals > name, equals < type.count, type[equals] == UInt8(ascii: "="),
        let end = endOfValue(type, from: equals + 1)
      else { return nil }
      if type.extracting(name..<equals).equalsIgnoringCase("charset") { found = .withCharset }
      place = end
    }
    return found
  }

  /// Where the token or the quoted string (RFC 9110 section 5.6.4) at `start` ends.
  private static func endOfValue(_ type: Span<UInt8>, from start: Int) -> Int? {
    guard start < type.count, type[start] == UInt8(ascii: "\"") else {
      let end = type.end(from: start) { $0.isTokenCharacter }
      return end > start ? end : nil
    }
    var index = start + 1
    while index < type.count, (0x20...0x7E).contains(type[index]) {
      if type[index] == UInt8(ascii: "\"") { return index + 1 }
      let isEscape = type[index] == UInt8(ascii: "\\")
      if isEscape, index + 1 == type.count || !(0x20...0x7E).contains(type[index + 1]) {
        return nil
      }
      index += isEscape ? 2 : 1
    }
    return nil
  }
}
