import Codings
import HTTPCore

/// Coding and decoding, where the build can.
extension ContentCoding {
  #if Compression
  private var coder: Coder? {
    switch self {
    case .identity: nil
    case .gzip: .gzip
    case .brotli: .brotli
    case .zstandard: .zstandard
    }
  }

  /// The bytes in this coding; `nil` if they are more than `limit`.
  func encode(_ bytes: Span<UInt8>, atMost limit: Int) -> [UInt8]? {
    coder?.encode(bytes, atMost: limit)
  }

  /// The bytes without this coding; `nil` if they are more than `limit`, or were never in it.
  func decode(_ bytes: Span<UInt8>, atMost limit: Int) -> [UInt8]? {
    coder?.decode(bytes, atMost: limit)
  }
  #else
  func encode(_ bytes: Span<UInt8>, atMost limit: Int) -> [UInt8]? { nil }
  func decode(_ bytes: Span<UInt8>, atMost limit: Int) -> [UInt8]? { nil }
  #endif
}
