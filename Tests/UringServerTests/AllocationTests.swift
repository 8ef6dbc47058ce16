import CAllocationCounter
import Foundation
import Glibc
import LinuxIO
import Synchronization
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
      for (engine, count) in AllocationTests.cases {
        var fewest = UInt.max
        try AllocationTests.withServer(engine, body: count) { port in
          var client = try HotClient(port: port, target: "/file.txt")
          try client.measure()
          for _ in 0..<20 {
            for _ in 0..<50 { try client.ask() }
            let before = allocation_count()
            for _ in 0..<500 { try client.ask() }
            fewest = min(fewest, allocation_count() - before)
          }
        }
        try #require(
          fewest == 0, "\(engine): \(fewest) allocations in 500 requests of \(count) bytes")
      }
    }
  }

  /// Both bodies on every engine that works here.
  private static var cases: [(EngineChoice, Int)] {
    var engines = [EngineChoice.epoll]
    #if IOUring
    do throws(RingSetupError) {
      _ = try ExercisedRing(slots: 16)
      engines.append(.ioUring)
    } catch {
      print("Allocations are counted on epoll alone: \(error)")
    }
    #endif
    return engines.flatMap { engine in [1000, 60_000].map { (engine, $0) } }
  }

  /// Serves a directory with one file while `use` runs.
  private static func withServer(
    _ engine: EngineChoice, body count: Int, _ use: (UInt16) throws -> Void
  ) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "alloc-\(getpid())-\(count)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let file = root.appending(path: "file.txt")
    try Data(repeating: 65, count: count).write(to: file)
    // A file this young has a weak tag, which gets two bytes shorter while the test runs.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: file.path)
    var configuration = Configuration(root: root.path)
    configuration.port = 0
    configuration.workers = 1
    configuration.engine = engine
    let server = Server(configuration)
    let port = Mutex(UInt16(0))
    let isReady = CountingSemaphore()
    let hasEnded = CountingSemaphore()
    try LinuxIO.Thread.start(on: nil) {
      try? server.run { status in
        let digits = status.url.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
        port.withLock { $0 = UInt16(digits) ?? 0 }
        isReady.signal()
      }
      hasEnded.signal()
    }
    isReady.wait()
    defer {
      server.drain()
      hasEnded.wait()
    }
    try use(port.withLock { $0 })
  }
}
