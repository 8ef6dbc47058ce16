package import LinuxIO
import Synchronization

/// A few threads, shared by all workers, for work that would hold a loop up.
///
/// A worker gives a task and goes on; the result comes by way of its mailbox. Tasks own what they
/// need, so neither waits for the other when it ends.
package final class BackgroundPool: Sendable {
  private struct State: ~Copyable {
    var tasks: FixedQueue<(task: BackgroundTask, mailbox: Mailbox)>
    var isEnding = false
  }

  package let limits: BackgroundLimits
  private let desk: BackgroundDesk
  private let state: Mutex<State>
  private let tasksWaiting = CountingSemaphore()
  private let threadsEnded = CountingSemaphore()

  /// Starts the threads, on `cpus` if any are named; `end` must be called.
  package init(
    _ limits: BackgroundLimits, _ desk: consuming BackgroundDesk, on cpus: [Int] = []
  ) throws(Errno) {
    self.limits = limits
    self.desk = desk
    state = Mutex(State(tasks: FixedQueue(capacity: limits.tasks)))
    for started in 0..<limits.threads {
      do throws(Errno) {
        try Thread.start(on: cpus) { self.work() }
      } catch {
        end(started)
        throw error
      }
    }
  }

  /// Has `task` done and its result posted to `mailbox`; false if the threads have enough to do.
  package func start(_ task: BackgroundTask, _ mailbox: Mailbox) -> Bool {
    let isTaken = state.withLock { state in
      guard state.tasks.count < limits.tasks else { return false }
      state.tasks.append((task, mailbox))
      return true
    }
    if isTaken { tasksWaiting.signal() }
    return isTaken
  }

  /// Takes a task to do it elsewhere; for tests that have no threads.
  package func takeTask() -> (task: BackgroundTask, mailbox: Mailbox)? {
    state.withLock { $0.tasks.popFirst() }
  }

  /// Ends the threads when the tasks they are at are done; those not begun are not done.
  package func end() {
    end(limits.threads)
  }

  private func end(_ count: Int) {
    state.withLock { $0.isEnding = true }
    for _ in 0..<count { tasksWaiting.signal() }
    for _ in 0..<count { threadsEnded.wait() }
  }

  // MARK: On the threads

  private func work() {
    defer { threadsEnded.signal() }
    Signals.holdPipe()
    Thread.yieldToOthers()
    while let (task, mailbox) = next() {
      mailbox.post(.finished(BackgroundResult(task, desk.outcome(of: task, limits))))
    }
  }

  private func next() -> (BackgroundTask, Mailbox)? {
    tasksWaiting.wait()
    return state.withLock { $0.isEnding ? nil : $0.tasks.popFirst() }
  }
}
