/// A content coding (RFC 9110 section 8.4.1), as far as files are sent in one.
///
/// The raw value is its place in tables that have one for each.
package enum ContentCoding: UInt8, Equatable, Sendable, CaseIterable {
  /// None at all.
  case identity
  /// RFC 1952.
  case gzip
  /// RFC 7932.
  case brotli
  /// RFC 8878.
  case zstandard

  /// Reads a name as clients state it: in any case, and `x-gzip` is `gzip` (section 8.4.1.3).
  package init?(_ name: Span<UInt8>) {
    switch name.count {
    case 2 where name.equalsIgnoringCase("br"): self = .brotli
    case 4 where name.equalsIgnoringCase("gzip"): self = .gzip
    case 4 where name.equalsIgnoringCase("zstd"): self = .zstandard
    case 6 where name.equalsIgnoringCase("x-gzip"): self = .gzip
    case 8 where name.equalsIgnoringCase("identity"): self = .identity
    default: return nil
    }
  }

  /// The name in `Content-Encoding`, by the IANA registry.
  package var name: StaticString {
    switch self {
    case .identity: "identity"
    case .gzip: "gzip"
    case .brotli: "br"
    case .zstandard: "zstd"
    }
  }

  /// What the name of a file in this coding has behind that of the file itself.
  package var suffix: StaticString {
    switch self {
    case .identity: ""
    case .gzip: ".gz"
    case .brotli: ".br"
    case .zstandard: ".zst"
    }
  }

  /// The coding behind this one, when all but `identity` are gone through.
  package var next: ContentCoding? { ContentCoding(rawValue: rawValue + 1) }
}
