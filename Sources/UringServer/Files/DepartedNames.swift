/// The last so many names that left a cache, by hash, in fixed memory.
///
/// A name may be forgotten early, or taken for another: that costs a little of the hit ratio.
struct DepartedNames: ~Copyable {
  private struct Place {
    var tag: UInt32 = 0
    /// When it left, counted in departures; 0 is never.
    var time: UInt32 = 0
  }

  private var places: [Place]
  private let mask: UInt64
  private let capacity: UInt32
  private var now: UInt32 = 0

  init(capacity: Int) {
    var size = 1
    while size < 2 * capacity { size *= 2 }
    places = Array(repeating: Place(), count: size)
    mask = UInt64(size - 1)
    self.capacity = UInt32(clamping: capacity)
  }

  mutating func add(_ hash: UInt64) {
    now &+= 1
    places[Int(hash & mask)] = Place(tag: UInt32(truncatingIfNeeded: hash >> 32), time: now)
  }

  func contains(_ hash: UInt64) -> Bool {
    let place = places[Int(hash & mask)]
    return place.time != 0 && place.tag == UInt32(truncatingIfNeeded: hash >> 32)
      && now &- place.time < capacity
  }
}
