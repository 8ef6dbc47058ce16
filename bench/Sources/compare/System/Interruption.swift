import Glibc
import Synchronization

/// Whether somebody asked the benchmark to stop: servers must end all the same.
enum Interruption {
  private static let isRequested = Atomic<Bool>(false)

  /// Takes note of INT, TERM and HUP instead of dying from them.
  static func listen() {
    // Initialised here and not in the handler, where that would not be safe.
    isRequested.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interruption.isRequested.store(true, ordering: .relaxed) }
    }
  }

  /// Throws once a stop was asked for.
  static func check() throws {
    if isRequested.load(ordering: .relaxed) { throw Interrupted() }
  }

  /// Sleeps, unless a stop is asked for.
  static func sleep(seconds: Double) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      try check()
      let rest = ContinuousClock.now.duration(to: end) / .microseconds(1)
      usleep(UInt32(min(max(rest, 0), 20_000)))
    }
  }
}

/// Somebody asked the benchmark to stop.
struct Interrupted: Error {}
