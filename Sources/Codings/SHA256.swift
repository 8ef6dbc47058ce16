import CDigests

/// A SHA-256 in the making (FIPS 180-4), by libmd.
package struct SHA256: ~Copyable {
  private var state = SHA2_CTX()

  package init() {
    unsafe SHA256Init(&state)
  }

  /// Takes in the next bytes.
  package mutating func add(_ bytes: Span<UInt8>) {
    // Safe: the span lives through the call, and its size is passed along.
    unsafe bytes.withUnsafeBufferPointer { unsafe SHA256Update(&state, $0.baseAddress, $0.count) }
  }

  /// The digest of all bytes taken in.
  package consuming func finish() -> [UInt8] {
    [UInt8](capacity: 32) { output in
      // Safe: there is room for the 32 bytes that it writes.
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        unsafe SHA256Final(buffer.baseAddress, &state)
        count = 32
      }
    }
  }

  /// The digest of `bytes`.
  package static func digest(of bytes: Span<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.add(bytes)
    return hash.finish()
  }
}
