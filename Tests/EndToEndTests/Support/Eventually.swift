import Glibc

/// Whether `condition` comes to hold within so many seconds.
func eventually(within seconds: Double = 10, _ condition: () throws -> Bool) rethrows -> Bool {
  let clock = ContinuousClock()
  let deadline = clock.now.advanced(by: .seconds(seconds))
  while try !condition() {
    guard clock.now < deadline else { return false }
    // The state of another process has no event to wait for; this only spares it the processor.
    usleep(2000)
  }
  return true
}
