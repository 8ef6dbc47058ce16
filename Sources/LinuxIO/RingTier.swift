/// How much of io_uring a ring offers; the lower the number, the more.
package enum RingTier: Int, Sendable {
  /// Linux 6.12 and newer: waits can be told to gather completions.
  case one = 1
  /// Linux 6.1: single issuer, deferred task work, multishot receive, buffer rings.
  case two = 2
  /// Linux 5.19: cooperative task work, one receive at a time from a buffer ring.
  case three = 3
}
