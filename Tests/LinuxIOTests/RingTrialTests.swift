#if IOUring
import LinuxIO
import TestSupport
import Testing

@Suite("The trial of a ring", .needsRings)
struct RingTrialTests {
  @Test("A ring that was exercised serves connection after connection", arguments: RingTests.tiers)
  func exercise(tier: RingTier) throws {
    // One place: whatever the trial left in it would be in the way of the first connection.
    var bench = try Bench(tier: tier, slots: 1)
    try bench.ring.exercise(&bench.buffers)
    #expect(bench.buffers.count == 0)
    try bench.ring.gather(forAtMost: 0)
    #expect(bench.ring.next() == nil)
    try bench.lendBlocks(8)
    for number in 0..<300 {
      if number == 0 || !tier.repeats {
        try bench.ring.entry().accept(on: bench.listener.descriptor.number, Bench.accept)
      }
      let peer = try Peer(port: bench.listener.address.port)
      let accepted = try bench.next(Bench.accept)
      try #require(
        accepted.errno == nil && accepted.hasMore == tier.repeats, "connection \(number)")
      try serve(peer, accepted.result, UInt8(truncatingIfNeeded: number), &bench)
    }
    #expect(bench.buffers.count == 8)
  }

  /// Takes two bytes, sends them back and closes.
  private func serve(
    _ peer: Peer, _ socket: Int32, _ number: UInt8, _ bench: inout Bench
  ) throws {
    try bench.receive(socket)
    try peer.send([number, 7])
    let received = try bench.next(Bench.receive)
    let bytes = try bench.take(received)
    #expect(bytes == [number, 7])
    let region = Region.holding(bytes)
    defer { region.deallocate() }
    try bench.ring.entry().send(socket, region, more: false, Bench.send)
    #expect(try bench.next(Bench.send).result == 2)
    #expect(try peer.receive(atMost: 10) == bytes)
    peer.finishSending()
    if received.hasMore { #expect(try bench.next(Bench.receive).result == 0) }
    try bench.ring.entry().close(socket: socket, Bench.quiet)
    try bench.ring.gather(forAtMost: 0)
    #expect(try peer.receive(atMost: 10) == [])
    try bench.lendBlocks(1)
  }

  @Test("A receive that ends for want of a buffer is no failure", arguments: RingTests.tiers)
  func endedReceive(tier: RingTier) throws {
    var bench = try Bench(tier: tier, slots: 1)
    for _ in 0..<5 { try bench.ring.exercise(&bench.buffers, inPackets: true) }
    try bench.ring.gather(forAtMost: 0)
    #expect(bench.ring.next() == nil)
  }

  @Test("It may be exercised again while it is not in use")
  func twice() throws {
    var bench = try Bench(slots: 1)
    for _ in 0..<20 { try bench.ring.exercise(&bench.buffers) }
    #expect(bench.buffers.count == 0)
  }
}
#endif
