/// What the owner needs to know of the request whose target it opens, to choose among variants.
extension Connection {
  /// The codings that the request accepts.
  package var acceptEncoding: AcceptEncoding { head.acceptEncoding }
  /// Whether the digest of what is sent was asked for.
  package var wantsDigest: Bool { head.wantsDigest }
  /// Whether the answer may be anything but the file as it is.
  package var negotiates: Bool { head.acceptsCoding || head.wantsDigest }
}
