import CLinux

#if IOUring
import CLiburing
#endif

/// A row of places for the facts of files, owned until no statx(2) can be outstanding.
@safe
package struct StatusAreas: ~Copyable {
  private let pointer: UnsafeMutablePointer<statx>
  private let count: Int

  package init(count: Int) {
    unsafe pointer = .allocate(capacity: count)
    unsafe pointer.initialize(repeating: statx(), count: count)
    self.count = count
  }

  deinit {
    // Safe: its owner drops the ring first.
    unsafe pointer.deallocate()
  }

  package subscript(index: Int) -> StatusArea {
    precondition(index >= 0 && index < count, "index within the row")
    return unsafe StatusArea(pointer: pointer + index)
  }
}
