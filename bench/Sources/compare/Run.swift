/// One measurement of one server under one workload.
struct Run: Codable, Sendable {
  let workload: String
  let server: String
  /// Counted from 1.
  let round: Int
  var figures: [Metric: Double] = [:]
  /// What was wrong with it, which disqualifies the server here.
  var problem: String?
}
