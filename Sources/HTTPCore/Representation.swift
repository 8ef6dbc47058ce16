/// The facts about one file that a response states (RFC 9110 section 8).
package struct Representation: Sendable {
  package let size: UInt64
  package let modified: HTTPDate
  package let modifiedText: HTTPDate.Text
  package let entityTag: EntityTag
  package let mediaType: MediaType

  /// Facts from the file's own: times are of its last modification.
  package init(
    size: UInt64, modifiedSeconds: Int64, modifiedNanoseconds: UInt32, isWeak: Bool,
    mediaType: MediaType
  ) {
    self.size = size
    modified = HTTPDate(seconds: modifiedSeconds)
    modifiedText = modified.text
    // Wrapping is harmless: a tag only needs to differ, and does for 584 years.
    let nanoseconds =
      UInt64(bitPattern: modifiedSeconds) &* 1_000_000_000 &+ UInt64(modifiedNanoseconds)
    entityTag = EntityTag(nanoseconds: nanoseconds, size: size, isWeak: isWeak)
    self.mediaType = mediaType
  }
}
