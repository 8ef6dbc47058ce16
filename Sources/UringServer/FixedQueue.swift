/// A first in, first out queue of a fixed capacity, which never allocates once it is made.
package struct FixedQueue<Element>: ~Copyable {
  private var places: [Element?]
  private let mask: Int
  private var first = 0
  package private(set) var count = 0

  /// A queue that holds `capacity` elements or a little more.
  package init(capacity: Int) {
    var size = 1
    while size < capacity { size *= 2 }
    places = Array(repeating: nil, count: size)
    mask = size - 1
  }

  package var isEmpty: Bool { count == 0 }

  package mutating func append(_ element: Element) {
    precondition(count < places.count, "the queue has room")
    places[(first + count) & mask] = element
    count += 1
  }

  package mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = places[first]
    first = (first + 1) & mask
    count -= 1
    return element
  }
}
