import Glibc

extension [UInt8] {
  /// `count` bytes that look random and are the same every time for a seed.
  ///
  /// They repeat with a period that is prime, so a stretch taken from a wrong offset of a block or
  /// a page is never the right one.
  static func pattern(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    let period = 65_521
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var block: [UInt8] = []
    block.reserveCapacity(period)
    for _ in 0..<Swift.min(count, period) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      block.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count + block.count <= count, !block.isEmpty { bytes += block }
    return bytes + block.prefix(count - bytes.count)
  }

  /// Whether both are the same; unlike `==` in an expectation, a failure prints no megabytes.
  func isSame(as other: some Collection<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let same = withUnsafeBytes { mine in
      other.withContiguousStorageIfAvailable { theirs in
        guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return true }
        return memcmp(mine, theirs, count) == 0
      }
    }
    return same ?? elementsEqual(other)
  }
}
