/// As many requests as a server can answer.
extension Comparison {
  func measureThroughput(_ workload: Workload, _ participants: [any Server]) throws {
    let wrk = Wrk(workload: workload, folder: bench.folder)
    let bench = bench
    try interleave(workload, participants, rounds: bench.rounds(of: workload)) { running in
      if workload.kind == .random {
        // Every file once: at random some would be met for the first time in a measured run.
        _ = try H2load(folder: bench.folder)
          .pass(Corpus.smallTargets, connections: 8, port: running.port)
      } else {
        _ = try wrk.run(port: running.port, seconds: bench.warmUpSeconds)
      }
    } measure: { running in
      try Comparison.load(running, wrk, seconds: bench.seconds(of: workload))
    }
  }

  /// One run, with the server's CPU time from before it to after it.
  static func load(_ running: RunningServer, _ wrk: Wrk, seconds: Double) throws -> [Metric: Double]
  {
    let before = running.tree.processorTime
    let result = try wrk.run(port: running.port, seconds: seconds)
    // Connections that wrk dropped at its end are still to be closed by the server.
    try Interruption.sleep(seconds: 0.03)
    let spent = running.tree.processorTime - before
    if let problem = result.problem { throw Failure(problem) }
    return try figures(wrk.workload, result, spent)
  }

  private static func figures(_ workload: Workload, _ result: WrkResult, _ spent: ProcessorTime)
    throws -> [Metric: Double]
  {
    let bodyBytes = Double(workload.bodyBytes)
    guard result.bytes >= result.requests * bodyBytes else {
      throw Failure("fewer bytes came than the responses hold")
    }
    // Of large bodies many are under way when a run ends, and those were work too.
    let requests = bodyBytes < 1e6 ? result.requests : result.bytes / bodyBytes
    let microseconds = 1e6 / requests
    let total = spent.totalSeconds * microseconds
    var figures: [Metric: Double] = [
      .processorTime: total,
      .requestRate: requests / result.seconds,
      .bodyRate: requests * bodyBytes / result.seconds / 1e6,
      .utilization: 100 * spent.totalSeconds / result.seconds,
    ]
    // Clock ticks are coarse: they tell how the exact total is divided once there are enough.
    let ticked = spent.userSeconds + spent.systemSeconds
    if ticked >= 0.5 {
      figures[.userTime] = total * spent.userSeconds / ticked
      figures[.systemTime] = total * spent.systemSeconds / ticked
    }
    return figures
  }
}
