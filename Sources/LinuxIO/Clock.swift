import Glibc

/// The two clocks a server needs, read together.
package struct Clock: Sendable {
  /// Milliseconds that only ever grow; for time limits.
  package let monotonicMilliseconds: UInt64
  /// The time of day in Unix time; for what is said to people and for file times.
  package let seconds: Int64
  /// Nanoseconds past `seconds`.
  package let nanoseconds: Int64

  package init(monotonicMilliseconds: UInt64, seconds: Int64, nanoseconds: Int64) {
    self.monotonicMilliseconds = monotonicMilliseconds
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads both, without entering the kernel, vdso(7).
  package static func read() -> Clock {
    let monotonic = read(CLOCK_MONOTONIC)
    let realtime = read(CLOCK_REALTIME)
    return Clock(
      monotonicMilliseconds: UInt64(monotonic.tv_sec) * 1000
        + UInt64(monotonic.tv_nsec) / 1_000_000,
      seconds: Int64(realtime.tv_sec), nanoseconds: Int64(realtime.tv_nsec))
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var now = timespec()
    let result = unsafe clock_gettime(clock, &now)
    precondition(result == 0, "the clocks of POSIX are always there")
    return now
  }
}
