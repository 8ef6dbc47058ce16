import Glibc

/// A counter that threads wait on, sem_overview(7).
@safe
package final class CountingSemaphore: @unchecked Sendable {
  private let pointer: UnsafeMutablePointer<sem_t>

  package init() {
    unsafe pointer = .allocate(capacity: 1)
    unsafe pointer.initialize(to: sem_t())
    let result = unsafe sem_init(pointer, 0, 0)
    precondition(result == 0, "a count of zero is always allowed")
  }

  deinit {
    // Safe: whoever waits or signals holds a reference.
    _ = unsafe sem_destroy(pointer)
    unsafe pointer.deallocate()
  }

  /// Lets one `wait` pass.
  package func signal() {
    _ = unsafe sem_post(pointer)
  }

  /// Waits for a `signal`.
  package func wait() {
    while unsafe sem_wait(pointer) != 0 {}
  }

  /// Waits for a `signal`, for `milliseconds` at the most; false if none came.
  package func wait(forAtMost milliseconds: Int) -> Bool {
    var end = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = end.tv_nsec + (milliseconds % 1000) * 1_000_000
    end.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    while unsafe sem_timedwait(pointer, &end) != 0 {
      if Errno.current != .interrupted { return false }
    }
    return true
  }
}
