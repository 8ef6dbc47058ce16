/// Latencies computed from h2load's log against the times at which requests were due.
///
/// A row of the log holds, between tabs, the microsecond a request was sent, its status (-1 for
/// failed) and the microseconds until its response had ended. `h2load --rps` sends by a clock: each
/// connection's n-th request is due n periods after it was opened, whatever the server does. But a
/// connection sends one request at a time, so while a server stalls requests that are due wait, and
/// their rows tell only how long they took once sent: the stall is counted for one request and left
/// out for all that it held up (coordinated omission).
///
/// The log does not name connections, but it need not: in every period each connection has one
/// request due, always at the same moment of the period. So with rows in order of sending, and as
/// many to a period as there are connections, the r-th rows of all periods belong together: they
/// are due a period apart, and the one that was least late tells when. A request's latency is its
/// end less that time. Where neighbours change places nothing is lost, for both are due.
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
  ///   - schedule: what h2load was told; while connections are opened or end, rows are left out.
  init(_ text: String, schedule: RequestSchedule) {
    var rows = text.utf8.split(separator: UInt8(ascii: "\n")).compactMap(Row.init)
    failureCount = rows.count { $0.status < 200 || $0.status > 299 }
    rows.sort { $0.start < $1.start }
    guard let first = rows.first, let last = rows.last else { return }
    let ramp = schedule.rampSeconds * 1e6
    // By order and not by time of sending: what a stall pushed beyond the end was due before.
    let skipped = rows.count { $0.start - first.start < ramp }
    let count = rows.count - 2 * skipped
    guard count > 1, last.start > first.start else { return }
    let steady = rows[skipped..<skipped + count]
    guard let begin = steady.first?.start, let end = steady.last?.start, end > begin else { return }
    achievedRate = Double(count - 1) / (end - begin) * 1e6
    asSent = steady.map(\.duration).sorted()
    let gap = 1e6 / schedule.rate
    // How much later than a uniform schedule each was sent; not less than its connection always is.
    let lags = steady.enumerated().map { $1.start - Double($0) * gap }
    let usual = (0..<min(count, schedule.connections)).map { rank in
      stride(from: rank, to: count, by: schedule.connections).map { lags[$0] }.min() ?? 0
    }
    intended = steady.enumerated().map { index, row in
      row.duration + lags[index] - usual[index % schedule.connections]
    }.sorted()
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
