import LinuxIO
import Testing
import UringServer

@Suite("Fixed queues")
struct FixedQueueTests {
  @Test("Elements leave in the order in which they came, all the way round", arguments: [1, 3, 8])
  func order(capacity: Int) {
    var queue = FixedQueue<Int>(capacity: capacity)
    let none = queue.popFirst()
    #expect(none == nil)
    var (next, expected) = (0, 0)
    for round in 0..<50 {
      let count = 1 + round % capacity
      for _ in 0..<count {
        queue.append(next)
        next += 1
      }
      let held = queue.count
      #expect(held == count)
      while let element = queue.popFirst() {
        #expect(element == expected)
        expected += 1
      }
      let isEmpty = queue.isEmpty
      #expect(isEmpty)
    }
    #expect(expected == next)
  }

  @Test("It may be full again and again")
  func full() {
    var queue = FixedQueue<Int>(capacity: 4)
    for element in 0..<4 { queue.append(element) }
    for element in 4..<100 {
      let first = queue.popFirst()
      #expect(first == element - 4)
      queue.append(element)
      let held = queue.count
      #expect(held == 4)
    }
  }

  @Test("An element more than it holds is a broken invariant")
  func overflow() async {
    await #expect(processExitsWith: .failure) {
      var queue = FixedQueue<Int>(capacity: 4)
      for element in 0..<5 { queue.append(element) }
    }
  }
}
