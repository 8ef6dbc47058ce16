/// What one server made of one workload.
struct Row {
  let program: Report.Program
  /// Medians and spread over the rounds.
  let summaries: [Metric: Summary]
  /// Why it does not count, if it does not.
  let problem: String?
  /// Its headline figure in terms of the floor's.
  var ratioToFloor: Double?
  /// What it has above the floor's.
  var differenceToFloor: Double?
  /// And in terms of the best peer's.
  var ratioToBestPeer: Double?

  private init(_ program: Report.Program, _ runs: [Run]) {
    self.program = program
    problem = runs.lazy.compactMap(\.problem).first
    var summaries: [Metric: Summary] = [:]
    for metric in Set(runs.flatMap(\.figures.keys)) {
      summaries[metric] = Summary(runs.compactMap { $0.figures[metric] })
    }
    self.summaries = problem == nil ? summaries : [:]
  }

  /// The figures that some row of a table has.
  static func metrics(_ load: Report.Load, _ rows: [Row]) -> [Metric] {
    load.metrics.filter { metric in rows.contains { $0.summaries[metric] != nil } }
  }

  /// The rows of a workload's table, in the order of the servers; those without runs are left out.
  static func all(_ load: Report.Load, in report: Report) -> [Row] {
    var rows = report.servers.compactMap { program -> Row? in
      let runs = report.runs.filter { $0.workload == load.name && $0.server == program.name }
      return runs.isEmpty ? nil : Row(program, runs)
    }
    let floor = rows.first { $0.program.role == .floor }?.summaries[load.headline]?.median
    let bestPeer = rows.filter { $0.program.role == .peer }
      .compactMap { $0.summaries[load.headline]?.median }.min()
    for index in rows.indices {
      guard let own = rows[index].summaries[load.headline]?.median else { continue }
      rows[index].ratioToFloor = floor.map { own / $0 }
      rows[index].differenceToFloor = floor.map { own - $0 }
      rows[index].ratioToBestPeer = bestPeer.map { own / $0 }
    }
    return rows
  }
}
