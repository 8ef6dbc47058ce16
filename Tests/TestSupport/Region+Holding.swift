package import LinuxIO

/// Regions made for a test.
extension Region {
  /// A region that holds `bytes`, for the caller to free.
  package static func holding(_ bytes: [UInt8]) -> Region {
    let region = Region.allocate(count: bytes.count)
    for (index, byte) in bytes.enumerated() { region.set(byte, at: index) }
    return region
  }

  package static func holding(_ text: String) -> Region {
    holding(Array(text.utf8))
  }
}
