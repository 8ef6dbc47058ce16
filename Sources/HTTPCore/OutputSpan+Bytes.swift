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
}
