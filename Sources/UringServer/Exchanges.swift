/// The exchanges that are under way, and room for as many as there can be connections.
struct Exchanges: ~Copyable {
  private var places: FixedArray<Exchange>
  private var free: [Int] = []

  init(capacity: Int) {
    places = FixedArray(capacity: capacity)
  }

  subscript(index: Int) -> Exchange {
    _read { yield places[index] }
    _modify { yield &places[index] }
  }

  /// A place in which nothing has happened yet.
  mutating func take() -> Int {
    if let index = free.popLast() { return index }
    places.append(Exchange())
    return places.count - 1
  }

  /// Gives a place back that is again as it was taken.
  mutating func release(_ index: Int) {
    free.append(index)
  }

  /// Gives a place back in which something was left undone.
  mutating func abandon(_ index: Int) {
    places[index] = Exchange()
    free.append(index)
  }
}
