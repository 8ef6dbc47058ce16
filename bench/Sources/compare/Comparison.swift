/// Runs every workload on every server and collects what was measured.
///
/// The servers of a workload are started anew for it, so that none carries over memory or caches
/// from another and the floor has the body's size, and stay up through its rounds, so that no run
/// pays for a start. Only one is under load at a time; the others sleep. The order moves on by one
/// each round, so that no server always follows the same other.
final class Comparison {
  let bench: Bench
  let servers: [any Server]
  let workloads: [Workload]
  private(set) var runs: [Run] = []
  /// What should be known about the figures.
  private(set) var notes: [String] = []

  init(bench: Bench, servers: [any Server], workloads: [Workload]) {
    self.bench = bench
    self.servers = servers
    self.workloads = workloads
  }

  /// Measures everything; what goes wrong with one server stands in its runs.
  func measure() throws {
    let long = workloads.filter { bench.rounds(of: $0) < bench.rounds }.map(\.title)
    if !long.isEmpty {
      add(note: "a single round, as runs cannot be that short, of: \(long.joined(separator: "; "))")
    }
    for workload in workloads {
      bench.progress.begin(workload)
      let participants = servers.filter { $0.takesPart(in: workload) }
      switch workload.kind {
      case .cold: try measureCold(workload, participants)
      case .idle: try measureIdle(workload, participants)
      case .fixedRate: try measureLatency(workload, participants)
      default: try measureThroughput(workload, participants)
      }
    }
    bench.progress.end()
  }

  func add(note: String) {
    guard !notes.contains(note) else { return }
    bench.progress.note("note: \(note)")
    notes.append(note)
  }

  // MARK: Rounds

  /// Starts all, checks them, warms them up and measures them in rounds.
  func interleave(
    _ workload: Workload, _ participants: [any Server],
    rounds: Int, warmUp: (RunningServer) throws -> Void,
    measure: (RunningServer) throws -> [Metric: Double]
  ) throws {
    var running: [RunningServer] = []
    defer { for server in running { server.end() } }
    for server in participants {
      try record(workload, server, round: 1, isMeasured: false) {
        let started = try start(server, workload)
        try check(started, workload)
        running.append(started)
        try warmUp(started)
        return [:]
      }
    }
    for round in 1...rounds {
      for index in running.indices {
        let one = running[(index + round - 1) % running.count]
        bench.progress.show(workload, "round \(round) of \(rounds), \(one.server.title)")
        try record(workload, one.server, round: round) {
          let figures = try measure(one)
          guard !one.hasEnded else { throw Failure("the server ended") }
          return figures
        }
      }
    }
  }

  /// Notes down what a measurement gives, or why it gives nothing.
  func record(
    _ workload: Workload, _ server: any Server, round: Int, isMeasured: Bool = true,
    _ measure: () throws -> [Metric: Double]
  ) throws {
    var run = Run(workload: workload.name, server: server.name, round: round)
    do {
      run.figures = try measure()
      if isMeasured { runs.append(run) }
    } catch let failure as Failure {
      run.problem = failure.description
      runs.append(run)
      bench.progress.note("invalid: \(server.title), \(workload.title): \(failure)")
    }
  }

  func start(_ server: any Server, _ workload: Workload) throws -> RunningServer {
    bench.progress.show(workload, "starting \(server.title)")
    return try RunningServer(server, workload: workload, bench: bench)
  }

  /// Asks for the workload's target once and looks at the answer.
  func check(_ running: RunningServer, _ workload: Workload) throws {
    let isFile = running.server.role == .ours || running.server.role == .peer
    let path = isFile ? bench.corpus.root + workload.target : nil
    let problem = running.problem(
      asking: workload.target, bodyBytes: workload.bodyBytes, path: path)
    if let problem { throw Failure(problem) }
  }
}
