/// Copying into output is the one thing HTTPCore does with raw memory; all of it stands here.
extension OutputSpan<UInt8> {
  /// Appends all of `bytes`, which must fit.
  package mutating func append(_ bytes: Span<UInt8>) {
    precondition(bytes.count <= freeCapacity, "the output is sized for the longest head")
    // Safe: the source is a live span, the target's free capacity was checked just above, and
    // output is the only reference to its memory, so the two cannot overlap.
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      unsafe bytes.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = buffer.baseAddress else { return }
        unsafe (to + count).initialize(from: from, count: source.count)
        count += source.count
      }
    }
  }

  /// Appends the text of a literal, which must fit.
  package mutating func append(_ text: StaticString) {
    // Safe: a static string's bytes live as long as the program.
    append(unsafe Span(_unsafeStart: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends `value` in decimal digits.
  package mutating func append(decimal value: UInt64) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = digits.count
    var rest = value
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    append(digits.span.extracting(first..<digits.count))
  }

  /// Appends the last `digits` digits of `value` in lower-case hexadecimal.
  package mutating func append(hexadecimal value: UInt64, digits: Int) {
    var index = digits
    while index > 0 {
      index -= 1
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * index)) & 15
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Appends a range and the size of what it is a part of (RFC 9110 section 14.4).
  package mutating func append(_ range: ByteRange, of size: UInt64) {
    append(decimal: range.first)
    append("-")
    append(decimal: range.last)
    append("/")
    append(decimal: size)
  }
}

extension UInt64 {
  /// How many decimal digits the number has.
  package var decimalDigitCount: Int {
    var count = 1
    var rest = self / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }
}
