/// A request head that was parsed: what a file server reads of it, as places in the head's bytes.
package struct RequestHead: Equatable, Sendable {
  /// How the request's content is framed (RFC 9112 section 6.3).
  package enum Content: Equatable, Sendable {
    case none
    case length(UInt64)
    case chunked
  }

  package var method = Method.unknown
  package var target = Extent(0..<0)
  /// The digit behind `HTTP/1.`.
  package var minorVersion: UInt8 = 1
  package var content = Content.none
  /// Whether the connection can take a further request after this one (RFC 9112 section 9.3).
  package var keepsAlive = true
  package var expectsContinue = false
  /// Whether an expectation other than 100-continue was stated.
  package var expectsUnknown = false
  package var host: Extent?
  package var range: Extent?
  package var ifRange: Extent?
  /// From the first line's value to the end of the last one's, see `FieldLines`.
  package var ifMatch: Extent?
  /// As `ifMatch`.
  package var ifNoneMatch: Extent?
  package var ifModifiedSince: Extent?
  package var ifUnmodifiedSince: Extent?
  package var acceptEncoding = AcceptEncoding()
  /// Whether any coding is accepted but none at all.
  package var acceptsCoding = false
  /// Whether the digest of the representation was asked for.
  package var wantsDigest = false
  /// Bytes from the start of the input to the first byte behind the head's empty line.
  package var count = 0

  package init() {}

  /// Whether nothing but the method decides what is answered, and HTTP/1.1 how.
  var isPlainGet: Bool {
    method == .get && minorVersion == 1 && range == nil && ifMatch == nil && ifNoneMatch == nil
      && ifModifiedSince == nil && ifUnmodifiedSince == nil && !wantsDigest
  }
}
