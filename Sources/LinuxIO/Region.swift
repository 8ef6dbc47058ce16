/// A stretch of allocated memory that never moves, so the kernel can be handed it.
///
/// A region is a place, not an owner: a `BlockPool`, a cache entry or an engine allocated it and
/// keeps it until the last completion that touches it has come. What makes its uses safe is that
/// order of ownership; what can be checked, its bounds, is checked at every slice and access.
@safe
package struct Region: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  package let count: Int

  init(base: UnsafeMutableRawPointer, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The part of it that `range` names; the range must lie within.
  package func slice(_ range: Range<Int>) -> Region {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "slice within the region")
    return unsafe Region(base: base + range.lowerBound, count: range.count)
  }

  /// What is left of it behind the first `start` bytes, which may be fewer than none or all.
  package func from(_ start: Int) -> Region {
    slice(min(max(start, 0), count)..<count)
  }

  /// Its bytes, to be read in place.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self) get {
      // Safe: base and count are one allocation's, whose owner outlives this region's users.
      let pointer = unsafe base.assumingMemoryBound(to: UInt8.self)
      let span = unsafe Span(_unsafeStart: pointer, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// A copy of its bytes; for keys of tables off the hot path.
  package var array: [UInt8] {
    // Safe: as for `bytes`.
    unsafe Array(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Its bytes, to be appended to behind the first `initialized` ones.
  @_lifetime(borrow self)
  package func output(behind initialized: Int) -> OutputSpan<UInt8> {
    precondition(initialized <= count, "what is there already lies within the region")
    // Safe: as for `bytes`; the owner hands a region to one writer at a time.
    let pointer = unsafe base.assumingMemoryBound(to: UInt8.self)
    let buffer = unsafe UnsafeMutableBufferPointer(start: pointer, count: count)
    let output = unsafe OutputSpan(buffer: buffer, initializedCount: initialized)
    return unsafe _overrideLifetime(output, borrowing: self)
  }

  /// Copies `source` to its start; the source must not be longer.
  package func copy(from source: Region) {
    precondition(source.count <= count, "the copy fits")
    // Safe: both ends were checked; memmove semantics allow the two to overlap.
    unsafe base.copyMemory(from: source.base, byteCount: source.count)
  }

  /// Sets the byte at `index`.
  package func set(_ byte: UInt8, at index: Int) {
    precondition(index >= 0 && index < count, "index within the region")
    unsafe base.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
  }

  /// Allocates a region of its own, which `deallocate` must free.
  package static func allocate(count: Int) -> Region {
    unsafe Region(
      base: .allocate(byteCount: count, alignment: MemoryLayout<UInt64>.alignment), count: count)
  }

  /// Frees a whole region that `allocate` made; nothing may use it any more.
  package func deallocate() {
    unsafe base.deallocate()
  }
}
