/// Every small file once, read from the disk.
extension Comparison {
  func measureCold(_ workload: Workload, _ participants: [any Server]) throws {
    bench.corpus.flush()
    guard try bench.corpus.evictSmallFiles() else {
      add(note: "no cold pass: this kernel or file system keeps the files in its page cache")
      return
    }
    let h2load = H2load(folder: bench.folder)
    for round in 1...bench.rounds(of: workload) {
      for index in participants.indices {
        let server = participants[(index + round - 1) % participants.count]
        bench.progress.show(workload, "round \(round), \(server.title)")
        try record(workload, server, round: round) {
          let running = try start(server, workload)
          defer { running.end() }
          return try coldFigures(running, workload, h2load)
        }
      }
    }
  }

  private func coldFigures(_ running: RunningServer, _ workload: Workload, _ h2load: H2load) throws
    -> [Metric: Double]
  {
    guard try bench.corpus.evictSmallFiles() else { throw Failure("files stayed in memory") }
    let before = running.tree.processorTime
    let seconds = try h2load.pass(
      Corpus.smallTargets, connections: workload.connections, port: running.port)
    let spent = running.tree.processorTime - before
    let count = Double(Corpus.smallTargets.count)
    return [
      .wallTime: seconds * 1e6 / count,
      .processorTime: spent.totalSeconds * 1e6 / count,
      .requestRate: count / seconds,
    ]
  }
}
