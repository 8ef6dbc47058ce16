/// A flat hash table from path hashes to entry numbers: open addressing, linear probing.
///
/// Names of files that are not there are listed too, and those a client chooses: hashes are seeded,
/// so that nobody can choose names that collide.
struct FileTable: ~Copyable {
  private let seed = UInt64.random(in: .min ... .max)
  private var places: [Int32]
  private let mask: Int

  init(entries: Int) {
    let size = Int(UInt(max(2 * entries, 2) - 1).leadingZeroBitCount)
    let places = 1 << (UInt.bitWidth - size)
    self.places = Array(repeating: -1, count: places)
    mask = places - 1
  }

  /// The hash of a path: each byte is multiplied in, and the product folded (as in wyhash).
  func hash(_ path: Span<UInt8>) -> UInt64 {
    var hash = seed
    for index in 0..<path.count {
      let product = (hash ^ UInt64(path[index])).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
      hash = product.high ^ product.low
    }
    return hash
  }

  /// The place where a search for `hash` starts.
  func start(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & mask }

  func next(_ place: Int) -> Int { (place + 1) & mask }

  /// The entry at `place`; `nil` ends a search.
  subscript(place: Int) -> Int? {
    let entry = places[place]
    return entry < 0 ? nil : Int(entry)
  }

  mutating func insert(_ entry: Int, _ hash: UInt64) {
    var place = start(hash)
    while places[place] >= 0 { place = next(place) }
    places[place] = Int32(entry)
  }

  /// Removes `entry` and closes the gap, so that no search ends early.
  mutating func remove(_ entry: Int, _ hash: UInt64, hashOf: (Int) -> UInt64) {
    var gap = start(hash)
    while places[gap] != Int32(entry) { gap = next(gap) }
    var place = next(gap)
    while let other = self[place] {
      // An entry may move back only as far as its own start.
      let distance = (place - start(hashOf(other))) & mask
      if distance >= (place - gap) & mask {
        places[gap] = places[place]
        gap = place
      }
      place = next(place)
    }
    places[gap] = -1
  }
}
