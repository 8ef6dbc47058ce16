import Testing

import UringServer

@Suite("Which entry goes next")
struct EvictionOrderTests {
  /// A cache of `capacity` entries of cost 1 that goes by the order.
  private final class Cache {
    let capacity: Int
    private(set) var order: EvictionOrder
    private var places: [Int: Int] = [:]
    private var names: [Int]
    private var free: [Int]

    init(capacity: Int) {
      self.capacity = capacity
      order = EvictionOrder(capacity: capacity)
      names = Array(repeating: -1, count: capacity)
      free = Array((0..<capacity).reversed())
    }

    static func hash(_ name: Int) -> UInt64 {
      var generator = SplitMix(seed: UInt64(name))
      return generator.next()
    }

    func contains(_ name: Int) -> Bool { places[name] != nil }

    /// Whether `name` was there; it is afterwards.
    func get(_ name: Int) -> Bool {
      if let place = places[name] {
        order.use(place)
        return true
      }
      let known = names
      if free.isEmpty,
        let victim = order.next(hashOf: { Self.hash(known[$0]) }, canGo: { _ in true })
      {
        order.remove(victim)
        places[names[victim]] = nil
        free.append(victim)
      }
      let place = free.removeLast()
      names[place] = name
      places[name] = place
      order.add(place, Self.hash(name), cost: 1)
      return false
    }
  }

  /// The same with the second chance that a clock gives.
  private struct ClockCache {
    let capacity: Int
    private var places: [Int: Int] = [:]
    private var names: [Int] = []
    private var wasUsed: [Bool] = []
    private var hand = 0

    init(capacity: Int) { self.capacity = capacity }

    func contains(_ name: Int) -> Bool { places[name] != nil }

    mutating func get(_ name: Int) -> Bool {
      if let place = places[name] {
        wasUsed[place] = true
        return true
      }
      guard names.count == capacity else {
        places[name] = names.count
        names.append(name)
        wasUsed.append(false)
        return false
      }
      while wasUsed[hand] {
        wasUsed[hand] = false
        hand = (hand + 1) % capacity
      }
      places[names[hand]] = nil
      names[hand] = name
      places[name] = hand
      hand = (hand + 1) % capacity
      return false
    }
  }

  /// Names drawn by Zipf's law with exponent 1: the n-th is wanted a n-th as often as the first.
  private static func zipf(_ count: Int, of names: Int, seed: UInt64) -> [Int] {
    var sums: [Double] = []
    var sum = 0.0
    for rank in 1...names {
      sum += 1 / Double(rank)
      sums.append(sum)
    }
    var generator = SplitMix(seed: seed)
    return (0..<count).map { _ in
      let wanted = Double.random(in: 0..<sum, using: &generator)
      var (low, high) = (0, names - 1)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] <= wanted { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  @Test("By Zipf's law it keeps what is wanted better than a clock does", arguments: [100, 1000])
  func zipf(capacity: Int) {
    let trace = Self.zipf(200_000, of: 20_000, seed: 1)
    let cache = Cache(capacity: capacity)
    var clock = ClockCache(capacity: capacity)
    var (hits, clockHits) = (0, 0)
    for name in trace {
      if cache.get(name) { hits += 1 }
      if clock.get(name) { clockHits += 1 }
    }
    print("Zipf, \(capacity) of 20,000: \(hits / 2000) % hits, with a clock \(clockHits / 2000) %")
    #expect(hits > clockHits)
  }

  @Test("What is wanted outlives a scan of everything else")
  func scan() {
    let cache = Cache(capacity: 1000)
    var clock = ClockCache(capacity: 1000)
    for name in Self.zipf(100_000, of: 20_000, seed: 2) {
      _ = cache.get(name)
      _ = clock.get(name)
    }
    for name in 100_000..<110_000 {
      _ = cache.get(name)
      _ = clock.get(name)
    }
    let kept = (0..<500).count { cache.contains($0) }
    let clockKept = (0..<500).count { clock.contains($0) }
    print(
      "After a scan of 10,000: \(kept) of the 500 most wanted are there, \(clockKept) with a clock")
    #expect(kept > 450)
    #expect(clockKept < 50, "what it is measured against")
  }

  @Test("Entries that cannot go stay, and nothing is named when none can")
  func pinned() {
    var order = EvictionOrder(capacity: 4)
    for index in 0..<4 { order.add(index, UInt64(index), cost: 10) }
    let none = order.next(hashOf: { UInt64($0) }, canGo: { _ in false })
    #expect(none == nil)
    let second = order.next(hashOf: { UInt64($0) }, canGo: { $0 == 2 })
    #expect(second == 2)
    order.remove(2)
    let (count, cost) = (order.count, order.cost)
    #expect(count == 3)
    #expect(cost == 30)
    let (hasFirst, hasSecond) = (order.contains(1), order.contains(2))
    #expect(hasFirst && !hasSecond)
  }

  @Test("Who comes back soon is kept")
  func comesBack() {
    let cache = Cache(capacity: 100)
    for name in 0..<200 { _ = cache.get(name) }
    #expect(!cache.contains(95))
    #expect(!cache.get(95))
    for name in 200..<600 { _ = cache.get(name) }
    #expect(cache.contains(95), "it is in the main part")
  }
}
