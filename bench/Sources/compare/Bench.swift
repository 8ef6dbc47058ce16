/// What all measurements share.
struct Bench {
  let processors: Processors
  /// Descriptors each process may have.
  let descriptorLimit: Int
  /// Directory for configurations and output, gone at the end.
  let folder: String
  /// Directory that is served.
  let corpus: Corpus
  let rounds: Int
  /// Seconds of one run.
  let seconds: Double
  let progress: Progress

  /// How often a workload is measured: once if its runs are much longer than asked for.
  func rounds(of workload: Workload) -> Int { isLong(workload) ? 1 : rounds }

  /// Seconds of a run of a workload.
  func seconds(of workload: Workload) -> Double { max(seconds, workload.minimumSeconds) }

  private func isLong(_ workload: Workload) -> Bool {
    workload.minimumSeconds > 2 * seconds
  }

  /// Seconds of load before the first run of a server.
  var warmUpSeconds: Double { seconds / 2 }
}
