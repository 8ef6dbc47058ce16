import Testing

@testable import compare

@Suite struct LatencyLogTests {
  /// A log of requests sent and answered at these microseconds.
  private func log(_ rows: [(sent: Int, duration: Int)], status: Int = 200) -> String {
    rows.map { "\(1_000_000 + $0.sent)\t\(status)\t\($0.duration)\n" }.joined()
  }

  /// Ten thousand requests a second in all.
  private func schedule(connections: Int) -> RequestSchedule {
    RequestSchedule(
      connections: connections, ratePerConnection: 10_000 / Double(connections), requests: 1000)
  }

  /// Rows without the ramp of the ten connections that most tests have, 10 ms at each end.
  private func latency(_ rows: [(sent: Int, duration: Int)]) -> LatencyLog {
    LatencyLog(log(rows), schedule: schedule(connections: 10))
  }

  @Test func requestsOnTimeHaveTheirOwnDurations() {
    let latency = latency((0..<1000).map { (sent: $0 * 100, duration: 40) })
    #expect(latency.intended.allSatisfy { abs($0 - 40) < 0.001 })
    #expect(latency.asSent.count == 800)
    #expect(abs(latency.achievedRate - 10_000) < 0.01)
    #expect(latency.failureCount == 0)
  }

  @Test func stallCountsForEveryRequestItHeldUp() throws {
    // The 500th takes 10 ms; the 100 that are due meanwhile are sent when it has ended.
    let latency = latency(
      (0..<1000).map { index in
        index == 500
          ? (sent: 50_000, duration: 10_000)
          : (sent: (501...600).contains(index) ? 60_000 : index * 100, duration: 40)
      })
    #expect(try #require(LatencyLog.percentile(0.99, of: latency.asSent)) == 40)
    #expect(try #require(LatencyLog.percentile(0.99, of: latency.intended)) > 8000)
    #expect(abs(try #require(LatencyLog.percentile(0.5, of: latency.intended)) - 40) < 0.001)
  }

  @Test func unevenClocksOfConnectionsAreNoLatency() {
    // Ten connections, a request of each every millisecond, all within its first half.
    let latency = latency(
      (0..<1000).map { index in
        (sent: index / 10 * 1000 + (index % 10) * (index % 10) * 5, duration: 40)
      })
    #expect(latency.intended.allSatisfy { $0 < 100 })
  }

  @Test func rampIsLeftOutAtBothEnds() {
    let latency = latency(
      (0..<1000).map { (sent: $0 * 100, duration: $0 < 100 || $0 >= 900 ? 9999 : 40) })
    #expect(latency.intended.count == 800)
    #expect(latency.intended.allSatisfy { abs($0 - 40) < 0.001 })
  }

  @Test func rowsMayComeInAnyOrder() {
    let latency = latency((0..<1000).reversed().map { (sent: $0 * 100, duration: 40) })
    #expect(latency.intended.allSatisfy { abs($0 - 40) < 0.001 })
  }

  @Test func failuresAreCounted() {
    let schedule = schedule(connections: 10)
    #expect(LatencyLog(log([(0, 1), (1, 1)], status: -1), schedule: schedule).failureCount == 2)
    #expect(LatencyLog(log([(0, 1)], status: 404), schedule: schedule).failureCount == 1)
  }

  @Test func emptyLogHasNoFigures() {
    let latency = LatencyLog("", schedule: schedule(connections: 10))
    #expect(latency.intended.isEmpty)
    #expect(LatencyLog.percentile(0.5, of: latency.intended) == nil)
  }

  @Test func percentileIsTheSmallestThatCoversItsShare() {
    let values = (1...1000).map(Double.init)
    #expect(LatencyLog.percentile(0.5, of: values) == 500)
    #expect(LatencyLog.percentile(0.99, of: values) == 990)
    #expect(LatencyLog.percentile(0.999, of: values) == 999)
    #expect(LatencyLog.percentile(1, of: values) == 1000)
    #expect(LatencyLog.percentile(0.999, of: [7]) == 7)
  }
}
