/// The facts about one file that a response states (RFC 9110 section 8).
package struct Representation: Sendable {
  package let size: UInt64
  package let modified: HTTPDate
  package let modifiedText: HTTPDate.Text
  package private(set) var entityTag: EntityTag
  package let mediaType: MediaType
  /// The coding that the bytes are in.
  package let coding: ContentCoding
  /// Whether requests that accept other codings are, or may be, answered with other bytes.
  package let varies: Bool
  /// Whether the modification time tells versions apart; if not there is no `Last-Modified`.
  package let isDated: Bool
  /// The SHA-256 of the bytes, once it is known.
  package private(set) var digest: ContentDigest?

  /// Facts from the file's own: times are of its last modification.
  package init(
    size: UInt64, modifiedSeconds: Int64, modifiedNanoseconds: UInt32, isWeak: Bool,
    mediaType: MediaType, coding: ContentCoding = .identity, varies: Bool = false,
    isDated: Bool = true
  ) {
    self.size = size
    modified = HTTPDate(seconds: modifiedSeconds)
    modifiedText = modified.text
    // Wrapping is harmless: a tag only needs to differ, and does for 584 years.
    let nanoseconds =
      UInt64(bitPattern: modifiedSeconds) &* 1_000_000_000 &+ UInt64(modifiedNanoseconds)
    entityTag =
      isDated
      ? EntityTag(nanoseconds: nanoseconds, size: size, isWeak: isWeak, coding: coding) : .none
    self.mediaType = mediaType
    self.coding = coding
    self.varies = varies
    self.isDated = isDated
  }

  /// Facts about bytes that were made of those of `origin` by a coding.
  ///
  /// Another release of a coder may make other bytes of the same file, so the tag is of these.
  package init(
    made coding: ContentCoding, of origin: Representation, size: UInt64, _ digest: ContentDigest
  ) {
    self.size = size
    modified = origin.modified
    modifiedText = origin.modifiedText
    entityTag = EntityTag(digest)
    mediaType = origin.mediaType
    self.coding = coding
    varies = true
    isDated = origin.isDated
    self.digest = digest
  }

  /// Notes the digest of the bytes, which is the tag too where time makes none.
  package mutating func note(_ digest: ContentDigest) {
    self.digest = digest
    if !isDated { entityTag = EntityTag(digest) }
  }
}
