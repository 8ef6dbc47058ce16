import LinuxIO
import Synchronization
public import UringServer

/// Makes a report in the time there is for one.
public enum Prober {
  /// Milliseconds that a report may take.
  ///
  /// A file system that does not answer, or a kernel that never completes, must not keep it.
  private static let patience = 2000

  private final class Answer: Sendable {
    let report = Mutex<Result<ProbeReport, ServerError>?>(nil)
    let isThere = CountingSemaphore()
  }

  /// Asks this machine; about the file system of `root` too, if one is named.
  public static func run(root: String?) throws(ServerError) -> ProbeReport {
    let answer = Answer()
    do throws(Errno) {
      // Left behind if it does not come back; the process ends soon.
      try Thread.start {
        let report = Result { () throws(ServerError) in try ProbeReport.make(root: root) }
        answer.report.withLock { $0 = report }
        answer.isThere.signal()
      }
    } catch {
      throw ServerError("cannot start a thread: \(error)")
    }
    guard answer.isThere.wait(forAtMost: patience),
      let report = answer.report.withLock({ $0 })
    else {
      throw ServerError(
        "no answer within \(patience / 1000) s. Try without a root, whose file system may be gone.")
    }
    return try report.get()
  }
}
