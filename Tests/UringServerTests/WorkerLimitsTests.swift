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

  @Test(arguments: [64, 256, 1024, 1400, 20_000, 1 << 20], [1, 2, 4])
  func whoAcceptsAllHasRoomForAll(_ descriptors: Int, _ workers: Int) {
    let limits = WorkerLimits(
      sharedDescriptors: descriptors, workers: workers, acceptsAll: true)
    guard let limits else {
      #expect(descriptors < 13 * workers + 16)
      return
    }
    #expect(limits.connections >= 3 && limits.connections <= 8192)
    #expect(limits.backlog >= 16)
    if limits.acceptsAll { #expect(limits.backlog < limits.burst && limits.backlog >= 63) }
    let used = workers * (limits.slots + limits.cache.files + 5) + 16
    #expect(used <= descriptors - descriptors / 32)
  }

  @Test(arguments: [0, 16, 64, 256, 1024, 1400, 20_000, 1 << 20], [1, 2, 4, 64])
  func allWorkersTogetherFitTheDescriptorsTheyShare(_ descriptors: Int, _ workers: Int) {
    let limits = WorkerLimits(sharedDescriptors: descriptors, workers: workers)
    guard let limits else {
      #expect(descriptors < 13 * workers + 16, "a worker is refused for want of descriptors alone")
      return
    }
    #expect(limits.connections >= 3 && limits.connections <= 8192)
    #expect(limits.backlog >= 16 && limits.backlog <= 1024)
    #expect(limits.burst >= 1 && limits.burst <= 64)
    #expect(limits.blocks <= BlockPool.blocksMax)
    #expect(limits.blocks >= 2 * limits.slots)
    // With what each has for itself, and the process.
    let used = workers * (limits.slots + limits.cache.files + 5) + 16
    #expect(used <= descriptors - descriptors / 32, "some are left to files that are opened")
  }
}
