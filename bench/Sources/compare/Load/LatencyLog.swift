/// Latencies computed from h2load's log against the times at which requests were due.
///
/// A row of the log holds, between tabs, the microsecond a request was sent, its status (-1 for
/// failed) and the microseconds until its response had ended. `h2load --rps` sends by a clock: each
/// connection's n-th request is due n periods after it was opened, whatever the server does. But a
/// connection sends one request at a time, so while a server stalls requests that are due wait, and
/// their rows tell only how long they took once sent: the stall is counted for one request and left
/// out for all that it held up (coordinated omission).
///
/// The log does not name connections. They are opened so that their clocks are evenly spread over a
/// period, so in all one request is due every 1/rate seconds. With rows in order of sending, the
/// i-th row, once all connections are open, is the request that was due at
/// `origin + i / rate`, and its latency is its end less that. The origin is the latest with which
/// no request was sent before it was due, so lateness of h2load itself counts too, for all alike.
struct LatencyLog {
  /// Latencies from when requests were due, in microseconds, smallest first.
  private(set) var intended: [Double] = []
  /// Latencies from when they were really sent, in microseconds, smallest first.
  private(set) var asSent: [Double] = []
  /// Requests sent per second.
  private(set) var achievedRate = 0.0
  /// Rows that are not a success.
  private(set) var failureCount = 0

  /// - Parameters:
  ///   - text: the log.
  ///   - rate: requests due per second, of all connections together.
  ///   - rampSeconds: time from the first connection's start to the last's, left out at both ends.
  init(_ text: String, rate: Double, rampSeconds: Double) {
    var rows = text.utf8.split(separator: UInt8(ascii: "\n")).compactMap(Row.init)
    failureCount = rows.count { $0.status < 200 || $0.status > 299 }
    rows.sort { $0.start < $1.start }
    guard let first = rows.first, let last = rows.last else { return }
    let ramp = rampSeconds * 1e6
    // By order and not by time of sending: what a stall pushed beyond the end was due before.
    let skipped = rows.count { $0.start - first.start < ramp }
    let count = rows.count - 2 * skipped
    guard count > 1, last.start > first.start else { return }
    let steady = rows[skipped..<skipped + count]
    guard let begin = steady.first?.start, let end = steady.last?.start, end > begin else { return }
    achievedRate = Double(count - 1) / (end - begin) * 1e6
    asSent = steady.map(\.duration).sorted()
    let gap = 1e6 / rate
    let dues = steady.indices.map { Double($0 - skipped) * gap }
    let origin = zip(steady, dues).map { $0.start - $1 }.min() ?? 0
    intended = zip(steady, dues).map { $0.start + $0.duration - (origin + $1) }.sorted()
  }

  /// The smallest value that a share of all values does not exceed; `values` must be sorted.
  static func percentile(_ share: Double, of values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let rank = Int((share * Double(values.count)).rounded(.up))
    return values[min(max(rank, 1), values.count) - 1]
  }

  private struct Row {
    let start: Double
    let status: Int
    let duration: Double

    init?(_ line: Substring.UTF8View.SubSequence) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count >= 3, let start = Double(String(Substring(columns[0]))),
        let status = Int(Substring(columns[1])),
        let duration = Double(String(Substring(columns[2])))
      else { return nil }
      self.start = start
      self.status = status
      self.duration = duration
    }
  }
}
