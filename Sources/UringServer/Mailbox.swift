import LinuxIO
import Synchronization

/// What other threads tell a worker: each message wakes its engine, which then reports `woken`.
package final class Mailbox: Sendable {
  package enum Message: Sendable {
    /// Stop accepting, and end.
    case drain
    /// Work in the background is done.
    case finished(BackgroundResult)
  }

  private struct State {
    var messages: [Message] = []
    /// The eventfd of the engine; none for one that looks by itself.
    var wakeup: Int32?
    var isClosed = false
  }

  private let state: Mutex<State>

  /// A mailbox for the worker whose engine polls the eventfd `wakeup`, if it does.
  package init(wakeup: Int32? = nil) {
    state = Mutex(State(wakeup: wakeup))
  }

  /// Leaves a message; one that nobody will read any more is let go of.
  package func post(_ message: Message) {
    let isLost = state.withLock { state in
      if state.isClosed { return true }
      state.messages.append(message)
      // Within the lock: a closed mailbox's number may be another descriptor's.
      if let wakeup = state.wakeup { FileDescriptor.wake(wakeup) }
      return false
    }
    if isLost, case .finished(let result) = message { result.discard() }
  }

  /// All messages since the last time, in order.
  package func takeAll() -> [Message] {
    state.withLock { state in
      defer { state.messages.removeAll() }
      return state.messages
    }
  }

  /// Nobody reads from now on.
  package func close() {
    let messages = state.withLock { state in
      state.isClosed = true
      state.wakeup = nil
      defer { state.messages.removeAll() }
      return state.messages
    }
    for case .finished(let result) in messages { result.discard() }
  }
}
