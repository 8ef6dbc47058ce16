import Synchronization

/// What a writer has told its readers of a file's versions, at one moment and from then on.
final class Publication: Sendable {
  /// What may be seen by a request that is sent now.
  struct State {
    /// The oldest version that may be.
    var oldest = 0
    /// The newest that may be there already.
    var newest = 0
    /// Whether there may be no file.
    var isAbsent = false
    /// Times that it has been taken away.
    var absences = 0
  }

  private let state = Mutex(State())

  var now: State { state.withLock { $0 } }

  /// A version is about to appear.
  func begin(_ version: Int) { state.withLock { $0.newest = version } }

  /// It is there, and nothing older.
  func end(_ version: Int) {
    state.withLock {
      $0.oldest = version
      $0.isAbsent = false
    }
  }

  /// The file is about to go.
  func beginAbsence() {
    state.withLock {
      $0.isAbsent = true
      $0.absences += 1
    }
  }

  /// It is gone, and no version before `version` comes back.
  func endPresence(before version: Int) { state.withLock { $0.oldest = version } }
}
