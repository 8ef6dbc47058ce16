/// The SHA-256 of a representation's bytes (FIPS 180-4), as a tag or a field states it.
package struct ContentDigest: Equatable, Sendable {
  /// The digest as numbers, its first byte being the most significant of the first one.
  ///
  /// A vector would be aligned to its 32 bytes, and every copy of a representation larger by that.
  let first: UInt64
  let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// The digest that `bytes`, all 32 of them, state.
  package init(_ bytes: Span<UInt8>) {
    precondition(bytes.count == 32, "a SHA-256 has 32 bytes")
    var words = SIMD4<UInt64>(repeating: 0)
    var index = 0
    while index < 32 {
      words[index / 8] = words[index / 8] << 8 | UInt64(bytes[index])
      index += 1
    }
    first = words[0]
    second = words[1]
    third = words[2]
    fourth = words[3]
  }

  /// The byte at `index`.
  private func byte(_ index: Int) -> UInt8 {
    let word = index < 8 ? first : index < 16 ? second : index < 24 ? third : fourth
    return UInt8(truncatingIfNeeded: word >> UInt64(56 - index % 8 * 8))
  }

  /// Appends the value of a `Repr-Digest` field (RFC 9530 section 3): a dictionary with one byte
  /// sequence, in Base64 (RFC 9651 section 3.3.5).
  package func append(to output: inout OutputSpan<UInt8>) {
    output.append("sha-256=:")
    var index = 0
    while index < 32 {
      let left = 32 - index
      let second = left > 1 ? byte(index + 1) : 0
      let third = left > 2 ? byte(index + 2) : 0
      let bits = UInt32(byte(index)) << 16 | UInt32(second) << 8 | UInt32(third)
      output.append(ContentDigest.letter(bits >> 18))
      output.append(ContentDigest.letter(bits >> 12))
      output.append(left > 1 ? ContentDigest.letter(bits >> 6) : UInt8(ascii: "="))
      output.append(left > 2 ? ContentDigest.letter(bits) : UInt8(ascii: "="))
      index += 3
    }
    output.append(":")
  }

  /// RFC 4648 section 4.
  private static func letter(_ bits: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: bits & 63)
    switch value {
    case 0..<26: return UInt8(ascii: "A") + value
    case 26..<52: return UInt8(ascii: "a") + value - 26
    case 52..<62: return UInt8(ascii: "0") + value - 52
    case 62: return UInt8(ascii: "+")
    default: return UInt8(ascii: "/")
    }
  }

  /// Whether a `Want-Repr-Digest` line asks for it (RFC 9530 section 4): a dictionary of algorithms
  /// with a preference from 1 to 10 each, where 0 declines; an algorithm alone is taken as a wish.
  ///
  /// `nil` if the line says nothing of SHA-256, or nothing that can be understood. The last of
  /// several members counts (RFC 9651 section 4.2.2).
  package static func isWanted(_ line: Span<UInt8>) -> Bool? {
    var members = ListElements(line)
    var isWanted: Bool?
    while let member = members.next() {
      // Members may have parameters, of which none is known.
      let end = member.firstIndex(of: UInt8(ascii: ";")) ?? member.count
      let stated = member.extracting(0..<end)
      let equals = stated.firstIndex(of: UInt8(ascii: "=")) ?? stated.count
      guard stated.extracting(0..<equals).trimmed.equals("sha-256") else { continue }
      guard equals < stated.count else {
        isWanted = true
        continue
      }
      guard let preference = stated.extracting((equals + 1)..<stated.count).trimmed.decimal,
        preference <= 10
      else { continue }
      isWanted = preference > 0
    }
    return isWanted
  }
}
