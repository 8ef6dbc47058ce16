/// Lets only so many tests run a server at a time.
///
/// All tests begin at once. That many servers would wait for the processors rather than for what is
/// tested, and their workers would use up what a user may have of inotify(7).
actor Turnstile {
  static let servers = Turnstile(places: 24)

  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) {
    self.places = places
  }

  /// Waits for a place, in the order in which they came.
  func enter() async {
    if places > 0 {
      places -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Gives the place to whoever waits longest.
  func leave() {
    if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
  }
}
