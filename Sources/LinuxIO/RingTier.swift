/// How much of io_uring a server takes; the lower the number, the more.
///
/// What each needs is said by `KernelFeature.all`, which is what a tier is chosen by.
package enum RingTier: Int, Sendable, CaseIterable {
  /// Linux 6.17: sockets are places in the ring's own table, and two stretches of memory leave in
  /// one plain send.
  case one = 1
  /// Linux 6.1: single issuer, deferred task work, multishot receive.
  case two = 2
  /// Linux 5.19: cooperative task work, multishot accept, a ring of buffers, one receive at a time.
  case three = 3
  /// Linux 5.11: one accept and one receive at a time, buffers provided one by one.
  case four = 4

  /// Whether sockets are places in the ring's own table of descriptors, not the process's.
  package var hasTable: Bool { rawValue <= 1 }
  /// Whether a plain send takes several stretches of memory.
  package var sendsStretches: Bool { rawValue <= 1 }
  /// Whether one receive serves a connection for as long as it lasts.
  package var receivesRepeatedly: Bool { rawValue <= 2 }
  /// Whether one accept serves all connections, and one poll all changes.
  package var repeats: Bool { rawValue <= 3 }
  /// Whether blocks to receive into are handed over in a ring of memory.
  package var hasBufferRing: Bool { rawValue <= 3 }
  /// Whether entries may complete in silence when all went well.
  package var isQuiet: Bool { rawValue <= 3 }
}
