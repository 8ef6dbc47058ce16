/// A text that lives as long as the process: a literal's, or one that was kept for good.
///
/// It is a place and owns nothing, so it is copied like a number. What is kept is never freed, so
/// only what is said once at start is kept.
@safe
package struct LastingText: Equatable, Sendable {
  /// Bytes that a text has at the most.
  package static let bytesMax = Int(UInt8.max)

  private nonisolated(unsafe) let start: UnsafePointer<UInt8>
  private let count: UInt8

  /// The part of a literal's text that `range` names, which has at most `bytesMax` bytes.
  init(_ text: StaticString, _ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= text.utf8CodeUnitCount,
      "range within the literal")
    // Safe: the range was checked just above, and a literal's bytes live as long as the program.
    unsafe start = text.utf8Start + range.lowerBound
    count = UInt8(range.count)
  }

  /// A copy of `bytes`, at most `bytesMax` of them, that is kept for good.
  init(keeping bytes: [UInt8]) {
    count = UInt8(bytes.count)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { unsafe (memory + index).initialize(to: byte) }
    // Safe: all of it was written just above, and nobody has another way to it or frees it.
    unsafe start = UnsafePointer(memory)
  }

  /// Its bytes.
  package var bytes: Span<UInt8> {
    @_lifetime(immortal) get {
      // Safe: start and count are of memory that lives as long as the process.
      let span = unsafe Span(_unsafeStart: start, count: Int(count))
      return unsafe _overrideLifetime(span, borrowing: ())
    }
  }

  package static func == (left: LastingText, right: LastingText) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.bytes.indices where left.bytes[index] != right.bytes[index] { return false }
    return true
  }
}
