/// A file's content that says which version of it is seen, so that a mixture shows.
enum VersionedFile {
  /// Bytes of the unit that a version is filled with: its number, and what belongs to no other.
  ///
  /// It is prime, so no border of a unit is one of a page or a block.
  private static let unit = 17
  private static let digits = 10

  /// `count` bytes of a version, ten at the least.
  static func bytes(_ version: Int, count: Int) -> [UInt8] {
    var bytes = Array(unitBytes(version).prefix(count))
    bytes.reserveCapacity(2 * count)
    while bytes.count < count { bytes += bytes }
    return Array(bytes.prefix(count))
  }

  private static func unitBytes(_ version: Int) -> [UInt8] {
    let number = String(version)
    let padding = String(repeating: "0", count: digits - number.utf8.count)
    let tail = (1...7).map { UInt8(truncatingIfNeeded: version &* 0x9E37_79B1 >> (4 * $0)) }
    return Array((padding + number).utf8) + tail
  }

  /// The version that all of `body` is of; `nil` if it is a mixture or none.
  static func version(of body: [UInt8]) -> Int? {
    guard let version = firstVersion(of: body),
      body.isSame(as: bytes(version, count: body.count))
    else { return nil }
    return version
  }

  /// Whether each byte is of a version or of the one before it: what a read sees that runs beside
  /// one write, and overtakes it or is overtaken, in the middle of a page too.
  static func isHalfWritten(_ body: [UInt8]) -> Bool {
    guard let version = firstVersion(of: body) else { return false }
    return isMade(body, of: version) || isMade(body, of: version + 1)
  }

  private static func isMade(_ body: [UInt8], of version: Int) -> Bool {
    let new = bytes(version, count: body.count)
    let old = bytes(max(0, version - 1), count: body.count)
    return body.indices.allSatisfy { body[$0] == new[$0] || body[$0] == old[$0] }
  }

  private static func firstVersion(of body: [UInt8]) -> Int? {
    body.count < digits ? nil : Int(String(decoding: body.prefix(digits), as: UTF8.self))
  }
}
