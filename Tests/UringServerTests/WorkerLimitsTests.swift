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
}
