#if IOUring
import Glibc
import LinuxIO
import Testing

@Suite("Sockets on a ring", .needsRings)
struct RingSocketTests {
  @Test(
    "One accept takes connection after connection",
    arguments: RingTests.tiers.filter(\.repeats))
  func accept(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    try bench.ring.entry().accept(on: bench.listener.descriptor.number, Bench.accept)
    var peers: [Peer] = []
    var slots = Set<Int32>()
    for _ in 0..<8 {
      peers.append(try Peer(port: bench.listener.address.port))
      let completion = try bench.next()
      #expect(completion.token == Bench.accept)
      #expect(completion.hasMore)
      slots.insert(completion.result)
    }
    #expect(slots.count == 8)
    if tier.hasTable { #expect(slots == Set(0..<8)) }
    for socket in slots { try bench.ring.entry().close(socket: socket, Bench.quiet) }
  }

  @Test(
    "One receive takes packet after packet until the end",
    arguments: RingTests.tiers.filter(\.receivesRepeatedly))
  func receive(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    try bench.lendBlocks(16)
    let (peer, slot) = try bench.connect()
    try bench.receive(slot)
    for number in 0..<10 as Range<UInt8> {
      try peer.send([number, number])
      let completion = try bench.next()
      #expect(completion.hasMore)
      #expect(try bench.take(completion) == [number, number])
    }
    #expect(bench.buffers.count == 6)
    peer.finishSending()
    let end = try bench.next()
    #expect(end.result == 0)
    #expect(!end.hasMore)
  }

  @Test(
    "Below tier two a receive completes once",
    arguments: RingTests.tiers.filter { !$0.receivesRepeatedly })
  func receiveOnce(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    try bench.lendBlocks(16)
    let (peer, slot) = try bench.connect()
    for number in 0..<10 as Range<UInt8> {
      try bench.receive(slot)
      try peer.send([number])
      let completion = try bench.next()
      #expect(!completion.hasMore)
      #expect(try bench.take(completion) == [number])
    }
  }

  @Test("Without buffers a receive says so, and no byte is lost", arguments: RingTests.tiers)
  func noBuffers(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    let (peer, slot) = try bench.connect()
    try bench.receive(slot)
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    try peer.send(bytes)
    let failed = try bench.next()
    #expect(failed.errno == .noBufferSpace)
    #expect(!failed.hasMore)
    #expect(failed.block == nil)
    var received: [UInt8] = []
    while received.count < bytes.count {
      try bench.lendBlocks(1)
      try bench.receive(slot)
      let completion = try bench.next()
      if completion.errno == .noBufferSpace { continue }
      received += try bench.take(completion)
    }
    #expect(received == bytes)
  }

  @Test("A send goes on by itself until a slow reader has taken all of it")
  func sendAll() throws {
    var bench = try Bench()
    let (peer, slot) = try bench.connect(receiveBytes: 64 * 1024)
    let count = 8 << 20
    let region = Region.allocate(count: count)
    defer { region.deallocate() }
    for index in 0..<997 { region.set(UInt8(truncatingIfNeeded: index), at: index) }
    var filled = 997
    while filled < count {
      let part = min(filled, count - filled)
      region.slice(filled..<(filled + part)).copy(from: region.slice(0..<part))
      filled += part
    }
    try bench.ring.entry().send(slot, region, more: false, Bench.send)
    var received: [UInt8] = []
    received.reserveCapacity(count)
    var completed: Int32?
    let deadline = Clock.read().monotonicMilliseconds + 10_000
    while received.count < count || completed == nil {
      try #require(Clock.read().monotonicMilliseconds < deadline)
      // It is sent on when this thread enters the kernel, so neither may wait for the other.
      received += try peer.receiveAvailable(atMost: 100_000)
      try bench.ring.gather(forAtMost: 1)
      while let completion = bench.ring.next() {
        #expect(completed == nil, "it completes once")
        completed = completion.result
      }
    }
    #expect(completed == Int32(count))
    let isRight = received == region.array
    #expect(isRight)
  }

  @Test(
    "A receive that is canceled says so, and the connection goes on", arguments: RingTests.tiers)
  func cancel(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    try bench.lendBlocks(4)
    let (peer, slot) = try bench.connect()
    try bench.receive(slot)
    try bench.ring.entry().cancel(Bench.receive, Bench.quiet)
    let canceled = try bench.next()
    #expect(canceled.token == Bench.receive)
    #expect(canceled.errno == .canceled)
    #expect(!canceled.hasMore)
    try peer.send([1, 2, 3])
    try bench.receive(slot)
    #expect(try bench.take(bench.next()) == [1, 2, 3])
  }

  @Test("To cancel what is not there completes with an error, and success is silent")
  func cancelNothing() throws {
    var bench = try Bench()
    try bench.ring.entry().cancel(12345, Bench.quiet)
    let completion = try bench.next()
    #expect(completion.token == Bench.quiet)
    #expect(completion.errno == .noEntry)
  }

  @Test("At tier four an accept completes once, as a descriptor of the process")
  func acceptOnce() throws {
    var bench = try Bench(tier: .four)
    for _ in 0..<3 {
      let (peer, socket) = try bench.connect()
      #expect(fcntl(socket, F_GETFD) == FD_CLOEXEC)
      try bench.ring.entry().close(socket: socket, Bench.quiet)
      try bench.ring.gather(forAtMost: 0)
      #expect(fcntl(socket, F_GETFD) == -1)
      #expect(try peer.receive(atMost: 1) == [])
    }
  }

  @Test(
    "A slot can be used again once it is closed, and not before",
    arguments: RingTests.tiers.filter(\.hasTable))
  func slotReuse(tier: RingTier) throws {
    var bench = try Bench(tier: tier, slots: 1)
    for _ in 0..<5 {
      let (first, slot) = try bench.connect()
      #expect(slot == 0)
      let second = try Peer(port: bench.listener.address.port)
      let full = try bench.next()
      #expect(full.token == Bench.accept)
      #expect(full.errno == .fileTableFull)
      #expect(!full.hasMore)
      try bench.ring.entry().close(socket: slot, Bench.quiet)
      try bench.ring.gather(forAtMost: 0)
      #expect(bench.ring.next() == nil, "a close that works is silent")
      #expect(try first.receive(atMost: 1) == [])
      // The kernel had taken the second from the backlog when it found no place: it is closed.
      _ = second
    }
  }

  @Test("A send side that is closed leaves the other open", arguments: RingTests.tiers)
  func shutdown(tier: RingTier) throws {
    var bench = try Bench(tier: tier)
    try bench.lendBlocks(4)
    let (peer, slot) = try bench.connect()
    try bench.ring.entry().shutdown(slot, 7)
    #expect(try bench.next().token == 7)
    #expect(try peer.receive(atMost: 1) == [])
    try peer.send([5])
    try bench.receive(slot)
    #expect(try bench.take(bench.next()) == [5])
  }

  @Test("A reset by the peer is an error of the receive and of the send, and no signal")
  func reset() throws {
    var bench = try Bench()
    try bench.lendBlocks(4)
    let (peer, slot) = try bench.connect()
    try bench.receive(slot)
    try bench.ring.gather(forAtMost: 0)
    peer.reset()
    let completion = try bench.next()
    #expect(completion.errno == .connectionReset)
    try bench.ring.entry().send(
      slot, bench.blocks.region(of: Block(number: 0)), more: false, Bench.send)
    #expect(try bench.next().errno != nil)
  }
}
#endif
