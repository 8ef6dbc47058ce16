import LinuxIO
import Synchronization

/// The workers' agreement on one engine: io_uring is taken only if every one of them has a ring.
package final class EngineVote: Sendable {
  private struct State {
    var missing: Int
    var refusal: String?
  }

  private let state: Mutex<State>
  private let voters: Int
  private let decided = CountingSemaphore()

  /// A vote that is decided when `voters` have cast theirs.
  package init(voters: Int) {
    self.voters = voters
    state = Mutex(State(missing: voters))
  }

  /// Says why there is no ring here, if there is none; does not wait.
  package func cast(_ refusal: String?) {
    let isLast = state.withLock { state in
      if state.refusal == nil { state.refusal = refusal }
      state.missing -= 1
      return state.missing == 0
    }
    guard isLast else { return }
    for _ in 0..<voters { decided.signal() }
  }

  /// Waits for all votes; returns why there is no ring somewhere, `nil` if all have one.
  package func decision() -> String? {
    decided.wait()
    return state.withLock { $0.refusal }
  }
}
