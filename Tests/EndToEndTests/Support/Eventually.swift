import Glibc

/// Whether `condition` comes to hold within so many seconds.
func eventually(within seconds: Double = 10, _ condition: () throws -> Bool) rethrows -> Bool {
  let clock = ContinuousClock()
  let deadline = clock.now.advanced(by: .seconds(seconds))
  while try !condition() {
    guard clock.now < deadline else { return false }
    usleep(2000)
  }
  return true
}
