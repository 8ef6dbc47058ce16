import HTTPCore
import LinuxIO

/// From the facts about a file to what responses say of it.
extension Site {
  /// The file at `path`, or a variant of it in `coding`.
  func representation(
    of path: Span<UInt8>, _ status: FileStatus, _ coding: ContentCoding, isWeak: Bool
  ) -> Representation {
    let mediaType = mediaTypes.type(of: path)
    return Representation(
      size: status.size, modifiedSeconds: status.modifiedSeconds,
      modifiedNanoseconds: status.modifiedNanoseconds, isWeak: isWeak, mediaType: mediaType,
      coding: coding, varies: coding != .identity || variants.mayExist(of: mediaType),
      isDated: isTelling(status))
  }

  /// Whether the modification time tells a version of the file from another.
  ///
  /// Archives and images that are to be the same on every build have one time for everything: the
  /// beginning of time or the second after it, or one that was chosen.
  private func isTelling(_ status: FileStatus) -> Bool {
    guard status.modifiedNanoseconds == 0 else { return true }
    return status.modifiedSeconds != 0 && status.modifiedSeconds != 1
      && status.modifiedSeconds != commonSeconds
  }

  /// The place of variants without a file at `path`; `nil` if there are none of such files.
  func hollow(_ path: Span<UInt8>) -> FileFacts? {
    let mediaType = mediaTypes.type(of: path)
    guard variants.usesPrecompressed, mediaType.compressibility != .none else { return nil }
    let nothing = Representation(
      size: 0, modifiedSeconds: 0, modifiedNanoseconds: 0, isWeak: false, mediaType: mediaType,
      varies: true)
    var facts = FileFacts(
      nothing, FileStatus(), wasRecent: false, content: nil, file: nil, watch: nil)
    facts.isHollow = true
    return facts
  }
}
