/// A fixed number of elements that never move and may be noncopyable.
///
/// Elements are made lazily, in order, so memory that was never needed is never touched.
@safe
struct FixedArray<Element: ~Copyable>: ~Copyable {
  private let pointer: UnsafeMutablePointer<Element>
  let capacity: Int
  /// Elements made so far.
  private(set) var count = 0

  init(capacity: Int) {
    unsafe pointer = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    // Safe: the first `count` elements are initialised, and the memory is this value's own.
    _ = unsafe pointer.deinitialize(count: count)
    unsafe pointer.deallocate()
  }

  /// Makes the next element.
  mutating func append(_ element: consuming Element) {
    precondition(count < capacity, "the array has room")
    unsafe (pointer + count).initialize(to: element)
    count += 1
  }

  subscript(index: Int) -> Element {
    _read {
      precondition(index >= 0 && index < count, "index within the array")
      // Safe: checked just above, and exclusive access to the array covers its elements.
      yield unsafe pointer[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "index within the array")
      yield unsafe &pointer[index]
    }
  }
}
