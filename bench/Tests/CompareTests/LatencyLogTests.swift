import Testing

@testable import compare

@Suite struct LatencyLogTests {
  /// A log of requests sent and answered at these microseconds.
  private func log(_ rows: [(sent: Int, duration: Int)], status: Int = 200) -> String {
    rows.map { "\(1_000_000 + $0.sent)\t\(status)\t\($0.duration)\n" }.joined()
  }

  @Test func requestsOnTimeHaveTheirOwnDurations() {
    let rows = (0..<1000).map { (sent: $0 * 100, duration: 40) }
    let latency = LatencyLog(log(rows), rate: 10_000, rampSeconds: 0)
    #expect(latency.intended.allSatisfy { abs($0 - 40) < 0.001 })
    #expect(latency.asSent.count == 1000)
    #expect(abs(latency.achievedRate - 10_000) < 0.01)
    #expect(latency.failureCount == 0)
  }

  @Test func stallCountsForEveryRequestItHeldUp() throws {
    // The 500th takes 10 ms; the 100 that are due meanwhile are sent when it has ended.
    let rows = (0..<1000).map { index in
      index == 500
        ? (sent: 50_000, duration: 10_000)
        : (sent: (501...600).contains(index) ? 60_000 : index * 100, duration: 40)
    }
    let latency = LatencyLog(log(rows), rate: 10_000, rampSeconds: 0)
    #expect(try #require(LatencyLog.percentile(0.99, of: latency.asSent)) == 40)
    #expect(try #require(LatencyLog.percentile(0.99, of: latency.intended)) > 8000)
    #expect(try #require(LatencyLog.percentile(0.5, of: latency.intended)) == 40)
  }

  @Test func rampIsLeftOutAtBothEnds() {
    let rows = (0..<1000).map { (sent: $0 * 100, duration: $0 < 100 || $0 >= 900 ? 9999 : 40) }
    let latency = LatencyLog(log(rows), rate: 10_000, rampSeconds: 0.01)
    #expect(latency.intended.count == 800)
    #expect(latency.intended.allSatisfy { abs($0 - 40) < 0.001 })
  }

  @Test func rowsMayComeInAnyOrder() {
    let rows = (0..<100).map { (sent: $0 * 100, duration: 40) }
    let latency = LatencyLog(log(rows.reversed()), rate: 10_000, rampSeconds: 0)
    #expect(latency.intended.allSatisfy { abs($0 - 40) < 0.001 })
  }

  @Test func failuresAreCounted() {
    #expect(
      LatencyLog(log([(0, 1), (1, 1)], status: -1), rate: 1000, rampSeconds: 0).failureCount == 2)
    #expect(LatencyLog(log([(0, 1)], status: 404), rate: 1000, rampSeconds: 0).failureCount == 1)
  }

  @Test func emptyLogHasNoFigures() {
    let latency = LatencyLog("", rate: 1000, rampSeconds: 0)
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
