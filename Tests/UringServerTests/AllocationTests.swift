import CAllocationCounter
import Glibc
import Testing
import UringServer

/// What a hot request costs in memory: nothing.
@Suite struct AllocationTests {
  @Test func theCounterCounts() {
    let before = allocation_count()
    let memory = realpath("/", nil)
    #expect(allocation_count() > before)
    free(memory)
  }

  /// In a process of its own, where nobody else allocates.
  @Test func hotRequestsDoNotAllocate() async {
    await #expect(processExitsWith: .success) {
      // A body within one block, and one sent from the cache. A round is shorter than the second
      // after which a file is looked at again, so the fewest of all rounds is the hot path's.
      for (engine, count, fields) in LocalServer.engines.flatMap({ engine in
        [1000, 60_000].flatMap { count in
          ["", "Accept-Encoding: gzip, deflate, br\r\n"].map { (engine, count, $0) }
        }
      }) {
        var fewest = UInt.max
        try LocalServer.use(engine, body: count) { port in
          var client = try HotClient(port: port, target: "/file.txt", fields: fields)
          try client.measure()
          try #require(client.isCoded == !fields.isEmpty)
          // Many and short: on a busy machine a long one would not fit into that second.
          for _ in 0..<100 {
            for _ in 0..<20 { try client.ask() }
            let before = allocation_count()
            for _ in 0..<100 { try client.ask() }
            fewest = min(fewest, allocation_count() - before)
          }
        }
        try #require(
          fewest == 0,
          "\(engine): \(fewest) allocations in 100 requests of \(count) bytes \(fields)")
      }
    }
  }
}
