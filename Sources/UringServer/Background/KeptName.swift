import Codings
import HTTPCore

/// What a coded file is kept under: the digest of what it was coded from in hexadecimal, a number
/// for how it was coded, and the coding's suffix.
package enum KeptName {
  /// The name for `bytes` in `coding`.
  static func make(of bytes: [UInt8], _ coding: ContentCoding) -> String {
    var name = ""
    for byte in SHA256.digest(of: bytes.span) {
      name += byte < 16 ? "0" : ""
      name += String(byte, radix: 16)
    }
    return "\(name)-1\(coding.suffix)"
  }

  /// Whether `text` is such a name, whatever way of coding its number stands for.
  package static func isOne(_ text: String) -> Bool {
    let digits = text.utf8.prefix(64)
    let suffixes = ContentCoding.allCases.filter { $0 != .identity }.map { "\($0.suffix)" }
    guard digits.count == 64, digits.allSatisfy({ $0.hexDigit != nil && $0.asciiLowercased == $0 }),
      let suffix = suffixes.first(where: { text.hasSuffix($0) })
    else { return false }
    let number = text.utf8.dropFirst(64).dropLast(suffix.utf8.count)
    return number.count > 1 && number.first == UInt8(ascii: "-")
      && number.dropFirst().allSatisfy { $0.decimalDigit != nil }
  }
}
