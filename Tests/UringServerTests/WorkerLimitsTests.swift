import LinuxIO
import Testing
import UringServer

/// Limits derived from what the system grants.
@Suite struct WorkerLimitsTests {
  @Test(arguments: [0, 16, 64, 256, 1024, 1400, 20_000, 1 << 20])
  func slotsFitTheDescriptorsAndBlocksTheirNumbers(_ descriptors: Int) {
    let limits = WorkerLimits(descriptors: descriptors, workers: 4)
    #expect(limits.connections >= 16 && limits.connections <= 8192)
    #expect(limits.backlog >= 16 && limits.backlog <= 1024)
    #expect(limits.slots <= max(descriptors, 32))
    #expect(limits.blocks <= BlockPool.blocksMax)
    #expect(4 * limits.cache.files <= descriptors / 4)
    // Input and output of every connection, beside a full buffer ring.
    #expect(limits.blocks >= 2 * limits.slots)
  }

  @Test(arguments: [0, 16, 64, 256, 1024, 1400, 20_000, 1 << 20], [1, 2, 4, 64])
  func allWorkersTogetherFitTheDescriptorsTheyShare(_ descriptors: Int, _ workers: Int) {
    let limits = WorkerLimits(sharedDescriptors: descriptors, workers: workers)
    #expect(limits.connections >= 16 && limits.connections <= 8192)
    #expect(limits.backlog >= 16 && limits.backlog <= 1024)
    #expect(limits.burst >= 1 && limits.burst <= 64)
    #expect(limits.blocks <= BlockPool.blocksMax)
    #expect(limits.blocks >= 2 * limits.slots)
    // Below that a worker keeps its least number of connections, and waits for room for the last.
    guard descriptors / workers >= 32 else { return }
    let used = workers * (limits.slots + limits.cache.files)
    #expect(used <= descriptors - descriptors / 16, "some are left to files that are opened")
  }
}
