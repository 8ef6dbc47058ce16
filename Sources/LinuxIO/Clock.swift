package import Glibc

/// The two clocks a server needs; both are read without entering the kernel, vdso(7).
package enum Clock {
  /// Milliseconds that only ever grow; for time limits.
  package static func monotonicMilliseconds() -> UInt64 {
    let now = read(CLOCK_MONOTONIC)
    return UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
  }

  /// The time of day; for what is said to people.
  package static func realtime() -> timespec {
    read(CLOCK_REALTIME)
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var now = timespec()
    let result = unsafe clock_gettime(clock, &now)
    precondition(result == 0, "the clocks of POSIX are always there")
    return now
  }
}
