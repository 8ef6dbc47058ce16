import ArgumentParser

/// A number of bytes as it is written on the command line: `512MiB`, `1GiB` or `1048576`.
struct ByteCount {
  private static let units: [(name: String, shift: UInt64)] = [
    ("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("", 0),
  ]

  let bytes: UInt64

  /// Throws what is wrong with `text`, for the line that says so.
  init(_ text: String) throws {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let unit = ByteCount.units.first { $0.name == text.dropFirst(digits.count) }
    guard let number = UInt64(digits), let unit else {
      throw ValidationError(
        "write bytes, or a whole number with KiB, MiB, GiB or TiB, such as 512MiB")
    }
    bytes = number << unit.shift
    guard bytes >> unit.shift == number, bytes <= UInt64(Int64.max) else {
      throw ValidationError("write a size of less than 8388608TiB")
    }
  }

  /// The size of a directory, which has room for one file of the least size.
  static func ofDirectory(_ text: String) throws -> ByteCount {
    let count = try ByteCount(text)
    guard count.bytes >= 4096 else { throw ValidationError("write a size of at least 4KiB") }
    return count
  }
}
