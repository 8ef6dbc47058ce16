import Testing

@testable import compare

@Suite struct RequestScheduleTests {
  @Test(arguments: [4000.0, 20_300, 42_000])
  func rateIsCloseToWhatWasAsked(_ rate: Double) {
    let schedule = RequestSchedule(rate: rate, seconds: 2)
    #expect(abs(schedule.rate - rate) < 600)
    #expect(schedule.ratePerConnection <= 50)
    #expect(schedule.requests % schedule.connections == 0)
    #expect(schedule.totalSeconds >= 2 + 2 * schedule.rampSeconds)
  }

  @Test func connectionsAreDueOneAfterTheOther() {
    let schedule = RequestSchedule(rate: 20_000, seconds: 1)
    let period = 1000 / schedule.ratePerConnection
    // A connection a millisecond, each due at that moment of its period.
    let moments = (0..<schedule.connections).map {
      Double($0).truncatingRemainder(dividingBy: period)
    }.sorted()
    let gap = period / Double(schedule.connections)
    for (moment, next) in zip(moments, moments.dropFirst()) {
      #expect(next - moment > gap * 0.9 && next - moment < gap * 2.1)
    }
  }
}
