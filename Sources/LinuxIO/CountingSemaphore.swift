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
}
