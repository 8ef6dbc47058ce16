#if Compression
import CCoders

/// The coders of the three codings, from memory to memory.
package enum Coder: Sendable {
  case gzip
  case brotli
  case zstandard

  /// How hard each tries: what is made is kept, so more than a proxy's; but a site of thousands of
  /// files must be through in seconds.
  private var level: Int32 {
    switch self {
    case .gzip: 6
    case .brotli: 5
    case .zstandard: 9
    }
  }

  /// The coded bytes; `nil` if they are more than `limit`.
  package func encode(_ bytes: Span<UInt8>, atMost limit: Int) -> [UInt8]? {
    unsafe transform(bytes, limit) { from, fromCount, to, count in
      switch self {
      case .gzip: unsafe coder_gzip_encode(from, fromCount, to, count, level)
      case .brotli: unsafe coder_brotli_encode(from, fromCount, to, count, level)
      case .zstandard: unsafe coder_zstd_encode(from, fromCount, to, count, level)
      }
    }
  }

  /// The bytes that were coded; `nil` if they are more than `limit`, or never were.
  package func decode(_ bytes: Span<UInt8>, atMost limit: Int) -> [UInt8]? {
    unsafe transform(bytes, limit) { from, fromCount, to, count in
      switch self {
      case .gzip: unsafe coder_gzip_decode(from, fromCount, to, count)
      case .brotli: unsafe coder_brotli_decode(from, fromCount, to, count)
      case .zstandard: unsafe coder_zstd_decode(from, fromCount, to, count)
      }
    }
  }

  /// Runs one of the calls of `shim.h` over memory of which only what is written becomes real.
  private func transform(
    _ bytes: Span<UInt8>, _ limit: Int,
    _ call: (
      UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>
    ) -> Bool
  ) -> [UInt8]? {
    var isDone = false
    let made = [UInt8](capacity: limit) { output in
      // Safe: both spans live through the call, which is told their sizes and says what it wrote.
      unsafe bytes.withUnsafeBytes { from in
        unsafe output.withUnsafeMutableBufferPointer { to, count in
          var written = limit
          isDone = unsafe call(from.baseAddress, from.count, to.baseAddress, &written)
          count = isDone ? written : 0
        }
      }
    }
    return isDone ? made : nil
  }
}
#endif
