import HTTPCore

/// Which other forms of its files a site has.
package struct VariantRules: Sendable {
  /// Whether a file with `.gz`, `.br` or `.zst` behind its name holds the file in that coding.
  package var usesPrecompressed = true
  /// Whether files that have no such variant are compressed here.
  package var compression = CompressionMode.off
  /// Bytes of a file that is worth it and does not take a thread too long.
  package var compressedBytes: ClosedRange<UInt64> = 1024...8_388_608

  package init() {}

  /// Whether a file of this type has variants or may be given some.
  func mayExist(of mediaType: MediaType) -> Bool {
    switch mediaType.compressibility {
    case .high: usesPrecompressed || compression != .off
    case .unknown: usesPrecompressed
    case .none: false
    }
  }
}
