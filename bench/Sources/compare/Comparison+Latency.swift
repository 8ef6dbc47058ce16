/// How long requests take at a rate that is the same for all.
extension Comparison {
  func measureLatency(_ workload: Workload, _ participants: [any Server]) throws {
    let capacity = try nginxCapacity()
    let bench = bench
    let schedule = RequestSchedule(rate: capacity / 2, seconds: bench.seconds(of: workload))
    add(
      note: "latency at \(Int(schedule.rate.rounded())) requests/s over \(schedule.connections) "
        + "connections: half of nginx's \(Int(capacity.rounded()))")
    let h2load = H2load(folder: bench.folder)
    try interleave(workload, participants, rounds: bench.rounds(of: workload)) { _ in
    } measure: { running in
      let before = running.tree.processorTime
      let url = "http://127.0.0.1:\(running.port)\(workload.target)"
      let log = try h2load.run(schedule, url: url)
      let spent = running.tree.processorTime - before
      if log.achievedRate < 0.98 * schedule.rate {
        self.add(
          note: "\(running.server.title), or its load generator, did not keep up with that rate: "
            + "its latencies grow for as long as one measures")
      }
      guard log.failureCount == 0 else { throw Failure("\(log.failureCount) requests failed") }
      var figures = Comparison.percentiles(log)
      figures[.processorTime] = spent.totalSeconds * 1e6 / Double(schedule.requests)
      figures[.requestRate] = log.achievedRate
      return figures
    }
  }

  private static func percentiles(_ log: LatencyLog) -> [Metric: Double] {
    var figures: [Metric: Double] = [:]
    figures[.latencyP50] = LatencyLog.percentile(0.5, of: log.intended)
    figures[.latencyP99] = LatencyLog.percentile(0.99, of: log.intended)
    figures[.latencyP999] = LatencyLog.percentile(0.999, of: log.intended)
    figures[.sentP50] = LatencyLog.percentile(0.5, of: log.asSent)
    figures[.sentP99] = LatencyLog.percentile(0.99, of: log.asSent)
    return figures
  }

  /// Requests a second that nginx answers on hot 1 KiB, the median of three runs.
  private func nginxCapacity() throws -> Double {
    let workload = Workload.hot[0]
    let running = try start(Nginx(), workload)
    defer { running.end() }
    let wrk = Wrk(workload: workload, folder: bench.folder)
    _ = try wrk.run(port: running.port, seconds: bench.warmUpSeconds)
    let rates = try (0..<3).map { _ in
      try Comparison.load(running, wrk, seconds: bench.seconds)[.requestRate] ?? 0
    }
    return Summary(rates)?.median ?? 0
  }
}
