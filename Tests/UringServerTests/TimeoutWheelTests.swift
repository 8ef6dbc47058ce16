import Testing
import UringServer

/// Time limits that are noted at once and put right late.
@Suite struct TimeoutWheelTests {
  private static let limits: [UInt64] = [60_000, 1000, 20_000]
  private static let tick = TimeoutWheel.tickMilliseconds

  private func wheel(slots: Int = 8) -> TimeoutWheel {
    TimeoutWheel(slots: slots, milliseconds: Self.limits)
  }

  /// All whose time is up at `now`.
  private func expired(_ wheel: inout TimeoutWheel, _ now: UInt64) -> Set<Int> {
    var slots: Set<Int> = []
    while let slot = wheel.popExpired(now: now) { slots.insert(slot) }
    return slots
  }

  @Test func aLimitIsNoticedWithinATickAndNeverEarly() {
    for start in stride(from: UInt64(0), through: 300, by: 7) {
      var wheel = wheel()
      wheel.enter(3, .request, now: start)
      #expect(wheel.popExpired(now: start + 999) == nil)
      #expect(wheel.popExpired(now: start + 1000 + Self.tick) == 3)
      #expect(wheel.kind(of: 3) == nil)
      #expect(wheel.popExpired(now: start + 100_000) == nil)
      #expect(wheel.nextExpiry() == nil)
    }
  }

  @Test func theLatestLimitCountsWhetherItIsEarlierOrLater() {
    var wheel = wheel()
    wheel.enter(0, .idle, now: 0)
    wheel.enter(0, .request, now: 100)
    wheel.enter(1, .request, now: 0)
    wheel.enter(1, .idle, now: 100)
    wheel.enter(2, .request, now: 0)
    wheel.leave(2)
    #expect(expired(&wheel, 5000) == [0])
    #expect(wheel.kind(of: 1) == .idle)
    #expect(wheel.kind(of: 2) == nil)
    #expect(expired(&wheel, 60_099).isEmpty)
    #expect(expired(&wheel, 60_101 + Self.tick) == [1])
  }

  @Test func aLimitThatIsSetAgainAndAgainNeverPasses() {
    var wheel = wheel()
    for now in stride(from: UInt64(0), to: 500_000, by: 500) {
      wheel.enter(0, .request, now: now)
      wheel.enter(1, .idle, now: now)
      #expect(wheel.popExpired(now: now + 499) == nil)
    }
    #expect(expired(&wheel, 499_500 + 1000 + Self.tick) == [0])
    #expect(expired(&wheel, 530_000).isEmpty)
    #expect(expired(&wheel, 499_500 + 60_000 + Self.tick) == [1])
  }

  @Test func whoIsNotAskedForLongIsRightSoonAfter() {
    var wheel = wheel(slots: 2000)
    for slot in 0..<2000 { wheel.enter(slot, .idle, now: UInt64(slot) * 40) }
    let late: UInt64 = 10_000_000
    var slots = expired(&wheel, late)
    for now in stride(from: late, to: late + 70_000, by: 100) {
      slots.formUnion(expired(&wheel, now))
    }
    #expect(slots.count == 2000)
    #expect(wheel.nextExpiry() == nil)
  }

  /// Against the plainest of all: a table that is looked through.
  @Test func agreesWithATable() {
    var random = SplitMix(seed: 7)
    var wheel = wheel(slots: 64)
    var table: [Int: UInt64] = [:]
    var now: UInt64 = 12_345
    for _ in 0..<20_000 {
      now += random.next() % 60
      let slot = Int(random.next() % 64)
      let kind = TimeoutWheel.Kind.allCases[Int(random.next() % 3)]
      if random.oneIn(5) {
        wheel.leave(slot)
        table[slot] = nil
      } else if random.oneIn(2) {
        wheel.enter(slot, kind, now: now)
        table[slot] = now + Self.limits[kind.rawValue]
      }
      let next = wheel.nextExpiry() ?? .max
      for slot in expired(&wheel, now) {
        #expect(table[slot].map { $0 <= now } ?? false)
        table[slot] = nil
      }
      let earliest = table.values.min() ?? .max / 2
      #expect(earliest + Self.tick >= now)
      #expect(table.isEmpty || next <= max(now, earliest) + Self.tick)
    }
  }
}
