/// A flat hash table from path hashes to entry numbers: open addressing, linear probing.
///
/// Only files that exist are listed, so a client cannot choose colliding keys.
struct FileTable: ~Copyable {
  private var places: [Int32]
  private let mask: Int
  private let countMax: Int
  private var count = 0

  init(entries: Int) {
    let size = Int(UInt(max(2 * entries, 2) - 1).leadingZeroBitCount)
    let places = 1 << (UInt.bitWidth - size)
    self.places = Array(repeating: -1, count: places)
    mask = places - 1
    countMax = entries
  }

  var isFull: Bool { count >= countMax }

  /// FNV-1a, 64 bits.
  static func hash(_ path: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var index = 0
    while index < path.count {
      hash = (hash ^ UInt64(path[index])) &* 0x100_0000_01b3
      index += 1
    }
    // The low bits choose the place; let the high ones have a say.
    return hash ^ hash >> 32
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
    count += 1
  }

  /// Removes `entry` and closes the gap, so that no search ends early.
  mutating func remove(_ entry: Int, _ hash: UInt64, hashOf: (Int) -> UInt64) {
    var gap = start(hash)
    while places[gap] != Int32(entry) { gap = next(gap) }
    count -= 1
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
