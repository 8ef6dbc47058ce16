#if IOUring
package import LinuxIO

/// A ring with its buffers, of which was shown that they serve connections.
package struct ExercisedRing: ~Copyable {
  let ring: Ring
  let buffers: ProvidedBuffers

  /// Sets a ring up for `slots` connections, registers what it needs and serves one with it.
  package init(slots: UInt32, tier: RingTier) throws(RingSetupError) {
    var ring = try Ring(slots: slots, tier: tier)
    var buffers = try ProvidedBuffers(for: ring)
    try ring.exercise(&buffers)
    self.ring = ring
    self.buffers = buffers
  }
}
#endif
