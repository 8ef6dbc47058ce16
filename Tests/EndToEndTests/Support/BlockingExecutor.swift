import Foundation

/// Runs tasks on threads of their own, so that a test may wait in a system call.
///
/// The default executor has no more threads than there are CPUs; tests that block them would keep
/// each other, and the reaping of processes, from going on.
final class BlockingExecutor: TaskExecutor {
  static let shared = BlockingExecutor()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
