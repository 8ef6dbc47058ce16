/// The bounds that HTTPCore holds a client to, each in one place.
package enum Limits {
  /// Bytes of a request head: request line, fields and the empty line.
  package static let headBytes = 15 * 1024
  /// Bytes of a request target (RFC 9112 section 3 asks for 8,000 at the least).
  package static let targetBytes = 8192
  /// Field lines in a request head.
  package static let fields = 100
  /// Bytes of a method name before it can be none of the known ones.
  package static let methodBytes = 24
  /// Bytes of request content that are read and dropped to keep a connection alive.
  package static let contentBytes: UInt64 = 1 << 20
  /// Bytes of one chunk-size line, extensions included.
  package static let chunkLineBytes = 1024
  /// Bytes of the trailer section behind the last chunk.
  package static let trailerBytes = 8192
  /// Bytes of a canonical path (PATH_MAX less its terminating NUL, path_resolution(7)).
  package static let pathBytes = 4095
  /// Ranges in one request; more are answered with the whole (RFC 9110 section 14.2).
  package static let ranges = 16
  /// Bytes that every response head fits in, its location and a short error text aside.
  package static let responseHeadBytes = 1024
}
