/// When each connection's time is up, as a wheel of coarse ticks that is corrected late.
///
/// Time limits are set anew with every step of every request, and hardly any ever passes. So
/// setting one only notes it, if the connection stands in the wheel already and not too late; where
/// it stands is put right when the wheel comes by, as in a second-chance queue. A limit is so
/// noticed up to one tick late and never early.
package struct TimeoutWheel: ~Copyable {
  package enum Kind: Int, Sendable, CaseIterable {
    case idle
    case request
    case progress
  }

  /// Milliseconds of a tick.
  package static let tickMilliseconds: UInt64 = 128
  /// Ticks once around.
  ///
  /// Half of them lie ahead at the most, so that nothing is put where the wheel still has to come
  /// by; what is due later is looked at on the way.
  private static let ticks = 512
  private static let ticksAhead = UInt64(ticks / 2 - 1)

  private struct Place {
    var kind: Kind?
    /// When the time of `kind` is up.
    var expiry: UInt64 = 0
    /// When the wheel comes by; 0 if it stands nowhere.
    var tick: UInt64 = 0
    var previous: Int32 = -1
    var next: Int32 = -1
  }

  private var places: [Place]
  /// The first connection of each tick.
  private var first = [Int32](repeating: -1, count: ticks)
  private var count = 0
  /// The earliest tick that may have connections.
  private var hand: UInt64 = 0
  private let milliseconds: [UInt64]

  /// A wheel for `slots` connections; `milliseconds` are the limits in the order of `Kind`.
  package init(slots: Int, milliseconds: [UInt64]) {
    places = Array(repeating: Place(), count: slots)
    self.milliseconds = milliseconds
  }

  /// Which limit `slot` is under.
  package func kind(of slot: Int) -> Kind? { places[slot].kind }

  /// Puts `slot` under a limit that begins now, and under no other.
  package mutating func enter(_ slot: Int, _ kind: Kind, now: UInt64) {
    let expiry = now + milliseconds[kind.rawValue]
    places[slot].kind = kind
    places[slot].expiry = expiry
    let tick = places[slot].tick
    if tick > 0, tick <= TimeoutWheel.tick(of: expiry) { return }
    unlink(slot)
    link(slot, now: now)
  }

  /// Puts `slot` under no limit.
  package mutating func leave(_ slot: Int) {
    places[slot].kind = nil
  }

  /// A connection whose time is up, and that is under no limit now.
  package mutating func popExpired(now: UInt64) -> Int? {
    let current = now / TimeoutWheel.tickMilliseconds
    // Behind by half a round, if nobody called for so long: the rest is come by in time.
    if current > TimeoutWheel.ticksAhead { hand = max(hand, current - TimeoutWheel.ticksAhead) }
    while count > 0, hand <= current {
      while let slot = firstDue(at: hand) {
        unlink(slot)
        guard places[slot].kind != nil else { continue }
        guard places[slot].expiry > now else {
          places[slot].kind = nil
          return slot
        }
        link(slot, now: now)
      }
      hand += 1
    }
    return nil
  }

  /// When `popExpired` may have something to say next.
  package mutating func nextExpiry() -> UInt64? {
    guard count > 0 else { return nil }
    while first[TimeoutWheel.index(hand)] < 0 { hand += 1 }
    return hand * TimeoutWheel.tickMilliseconds
  }

  // MARK: Links

  /// The first tick that begins when `expiry` is past.
  private static func tick(of expiry: UInt64) -> UInt64 {
    expiry / tickMilliseconds + 1
  }

  private static func index(_ tick: UInt64) -> Int { Int(tick % UInt64(ticks)) }

  private func firstDue(at tick: UInt64) -> Int? {
    let slot = Int(first[TimeoutWheel.index(tick)])
    return slot >= 0 ? slot : nil
  }

  private mutating func link(_ slot: Int, now: UInt64) {
    let last = now / TimeoutWheel.tickMilliseconds + TimeoutWheel.ticksAhead
    let tick = min(TimeoutWheel.tick(of: places[slot].expiry), last)
    let index = TimeoutWheel.index(tick)
    places[slot].tick = tick
    places[slot].previous = -1
    places[slot].next = first[index]
    if first[index] >= 0 { places[Int(first[index])].previous = Int32(slot) }
    first[index] = Int32(slot)
    hand = min(hand, tick)
    count += 1
  }

  private mutating func unlink(_ slot: Int) {
    let place = places[slot]
    guard place.tick > 0 else { return }
    if place.previous >= 0 {
      places[Int(place.previous)].next = place.next
    } else {
      first[TimeoutWheel.index(place.tick)] = place.next
    }
    if place.next >= 0 { places[Int(place.next)].previous = place.previous }
    places[slot].tick = 0
    count -= 1
  }
}
