/// The media types of a site's files: those it was given for extensions, before the known ones.
package struct MediaTypes: Sendable {
  private let overrides: [(fileExtension: [UInt8], type: MediaType)]

  /// Keeps the text of `overrides` for as long as the process lives.
  ///
  /// Of several for one extension the first is taken.
  package init(_ overrides: [MediaTypeOverride] = []) {
    self.overrides = overrides.map { override in
      let type = MediaType(
        LastingText(keeping: override.type), statesCharset: override.lacksCharset)
      return (override.fileExtension, type)
    }
  }

  /// The type for the last segment of `path`.
  package func type(of path: Span<UInt8>) -> MediaType {
    guard !overrides.isEmpty, let letters = MediaType.fileExtension(of: path) else {
      return MediaType(path: path)
    }
    for (fileExtension, type) in overrides
    where MediaTypes.areSame(fileExtension.span, letters) {
      return type
    }
    return MediaType(path: path)
  }

  private static func areSame(_ lowercase: Span<UInt8>, _ letters: Span<UInt8>) -> Bool {
    guard lowercase.count == letters.count else { return false }
    for index in letters.indices where letters[index].asciiLowercased != lowercase[index] {
      return false
    }
    return true
  }
}
