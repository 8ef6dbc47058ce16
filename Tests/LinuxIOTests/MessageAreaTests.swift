#if IOUring
import LinuxIO
import TestSupport
import Testing

@Suite("Sends of two parts on a ring", .needsRings)
struct MessageAreaTests {
  @Test("Both parts leave in one send, and either may be empty")
  func parts() throws {
    var bench = try Bench()
    let areas = MessageAreas(count: 4)
    let (head, body) = (Region.holding("head"), Region.holding("body"))
    defer {
      head.deallocate()
      body.deallocate()
    }
    let (peer, slot) = try bench.connect()
    for (index, (first, second, text)) in [
      (head, body, "headbody"), (head.slice(0..<0), body, "body"),
      (head, body.slice(0..<0), "head"),
      (head.from(2), body.slice(0..<2), "adbo"),
    ].enumerated() {
      let area = areas.prepare(index, first, then: second)
      try bench.ring.entry().send(slot, area, more: false, Bench.send)
      #expect(try bench.next(Bench.send).result == Int32(text.utf8.count))
      #expect(String(decoding: try peer.receive(atMost: 100), as: UTF8.self) == text)
    }
  }

  @Test("A slow reader gets all of both, though their place names others by then")
  func slowReader() throws {
    var bench = try Bench()
    let areas = MessageAreas(count: 1)
    let head = Region.holding((0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 3) })
    let body = Region.holding((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    defer {
      head.deallocate()
      body.deallocate()
    }
    let (peer, slot) = try bench.connect(receiveBytes: 16 * 1024)
    let area = areas.prepare(0, head, then: body)
    try bench.ring.entry().send(slot, area, more: false, Bench.send)
    try bench.ring.gather(forAtMost: 0)
    // It was submitted: the kernel has its own copy of what the place named.
    _ = areas.prepare(0, body, then: head)
    let total = head.count + body.count
    var received: [UInt8] = []
    var result: Int32?
    let deadline = Clock.read().monotonicMilliseconds + 10_000
    while received.count < total || result == nil {
      try #require(Clock.read().monotonicMilliseconds < deadline)
      while let completion = bench.ring.next() { result = completion.result }
      // It is sent on when this thread enters the kernel, so neither may wait for the other.
      received += try peer.receiveAvailable(atMost: 100_000)
      try bench.ring.gather(forAtMost: 1)
    }
    #expect(result == Int32(total))
    let isRight = received == head.array + body.array
    #expect(isRight)
  }

  @Test("A send of two parts that a reset ends says how much of them had left, or why not")
  func reset() throws {
    var bench = try Bench()
    let areas = MessageAreas(count: 1)
    let region = Region.allocate(count: 8 << 20)
    defer { region.deallocate() }
    let (peer, slot) = try bench.connect(receiveBytes: 16 * 1024)
    let area = areas.prepare(0, region.slice(0..<100), then: region)
    try bench.ring.entry().send(slot, area, more: false, Bench.send)
    try bench.ring.gather(forAtMost: 0)
    peer.reset()
    let completion = try bench.next(Bench.send)
    if let errno = completion.errno {
      #expect(errno == .connectionReset || errno.code == 32)
    } else {
      #expect(completion.result > 0 && completion.result < Int32(region.count))
    }
  }

  @Test("A place beyond the row is a broken invariant")
  func bounds() async {
    await #expect(processExitsWith: .failure) {
      let region = Region.allocate(count: 1)
      _ = MessageAreas(count: 2).prepare(2, region, then: region)
    }
  }
}
#endif
