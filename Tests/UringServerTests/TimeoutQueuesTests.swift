import Testing
import UringServer

/// Time limits by order of entry.
@Suite struct TimeoutQueuesTests {
  private func queues() -> TimeoutQueues {
    TimeoutQueues(slots: 8, milliseconds: [100, 10, 50])
  }

  @Test func theLongestWaitingExpiresFirst() {
    var queues = queues()
    queues.enter(3, .request, now: 0)
    queues.enter(1, .request, now: 5)
    queues.enter(2, .idle, now: 0)
    #expect(queues.nextExpiry == 10)
    #expect(queues.popExpired(now: 9) == nil)
    #expect(queues.popExpired(now: 15) == 3)
    #expect(queues.popExpired(now: 15) == 1)
    #expect(queues.popExpired(now: 15) == nil)
    #expect(queues.nextExpiry == 100)
  }

  @Test func movingAndLeavingKeepTheOthersInOrder() {
    var queues = queues()
    for slot in 0..<5 { queues.enter(slot, .progress, now: UInt64(slot)) }
    queues.leave(2)
    queues.leave(2)
    queues.enter(0, .progress, now: 20)
    queues.enter(4, .idle, now: 20)
    #expect(queues.kind(of: 2) == nil)
    #expect(queues.kind(of: 4) == .idle)
    var order: [Int] = []
    while let slot = queues.popExpired(now: 1000) { order.append(slot) }
    #expect(order.sorted() == [0, 1, 3, 4])
    #expect(order.filter { $0 != 4 } == [1, 3, 0])
    #expect(queues.nextExpiry == nil)
  }
}
