/// Names one life of one connection slot, and an operation of it, in 64 bits.
///
/// The generation tells a slot's present connection from its earlier ones: a completion that comes
/// for an earlier one is a defect that must not reach the present one.
package struct Token: Equatable, Sendable {
  package let rawValue: UInt64

  package init(slot: Int, generation: UInt32, kind: UInt8 = 0) {
    rawValue =
      UInt64(UInt32(slot)) | UInt64(generation & 0xFF_FFFF) << 32 | UInt64(kind) << 56
  }

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package var slot: Int { Int(rawValue & 0xFFFF_FFFF) }
  package var generation: UInt32 { UInt32(rawValue >> 32 & 0xFF_FFFF) }
  package var kind: UInt8 { UInt8(rawValue >> 56) }

  /// The same slot and life, for an operation of `kind`.
  package func with(kind: UInt8) -> Token {
    Token(slot: slot, generation: generation, kind: kind)
  }
}
