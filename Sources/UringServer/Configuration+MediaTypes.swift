import HTTPCore

/// What is said of media types, looked at before it is used.
extension Configuration {
  /// Throws what a server would refuse to start with, as far as that can be told without starting.
  public func check() throws(ServerError) {
    _ = try mediaTypeOverrides()
  }

  /// The media types in the form that a site takes.
  func mediaTypeOverrides() throws(ServerError) -> [MediaTypeOverride] {
    var overrides: [MediaTypeOverride] = []
    for (fileExtension, type) in mediaTypes.sorted(by: { $0.key < $1.key }) {
      let override = try Configuration.override(fileExtension, type)
      guard !overrides.contains(where: { $0.fileExtension == override.fileExtension }) else {
        throw ServerError(
          "two media types for the extension \(fileExtension), whose case means nothing: name one")
      }
      overrides.append(override)
    }
    return overrides
  }

  private static func override(
    _ fileExtension: String, _ type: String
  ) throws(ServerError) -> MediaTypeOverride {
    do throws(MediaTypeOverride.Refusal) {
      return try MediaTypeOverride(fileExtension: fileExtension, type: type)
    } catch {
      switch error {
      case .notExtension:
        throw ServerError(
          "no extension to give a media type: '\(fileExtension)'; write up to "
            + "\(MediaTypeTable.extensionBytesMax) letters, digits, +, - and _, without the dot")
      case .notType:
        throw ServerError(
          "no media type for .\(fileExtension): '\(type)'; write it as text/markdown or "
            + "'text/plain; charset=iso-8859-1', in up to \(MediaTypeOverride.typeBytesMax) bytes")
      }
    }
  }
}
