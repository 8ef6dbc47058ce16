import Glibc

/// Says on standard error what is being done: in place on a terminal, else a line a workload.
final class Progress {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let stepCount: Int
  private var step = 0
  private let start = ContinuousClock.now

  init(stepCount: Int) {
    self.stepCount = stepCount
  }

  /// Begins a workload.
  func begin(_ workload: Workload) {
    step += 1
    if !isTerminal { write("\(prefix) \(workload.title)\n") }
  }

  /// Shows one measurement of it.
  func show(_ workload: Workload, _ detail: String) {
    if isTerminal { write("\r\u{1B}[K\(prefix) \(workload.title): \(detail)") }
  }

  /// Says something that stays.
  func note(_ line: String) {
    write((isTerminal ? "\r\u{1B}[K" : "") + line + "\n")
  }

  /// Clears the line.
  func end() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  private var prefix: String {
    let seconds = Int(start.duration(to: .now) / .seconds(1))
    return "[\(step)/\(stepCount), \(seconds) s]"
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
