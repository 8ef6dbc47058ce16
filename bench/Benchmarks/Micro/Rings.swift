import Benchmark
import CRingRigs

/// What the ring costs without any work: a system call each, and how little an entry adds to one.
func registerRings() {
  register("ring: one no-op a turn") { rig, count in ring_rig_turn(rig, 1, count) }
  register("ring: 64 no-ops a turn") { rig, count in ring_rig_turn(rig, 64, count) }
  register("buffer ring: receive, take, add a block", ring_rig_cycle)
}

/// A ring belongs to the thread that made it, so every sample makes its own.
private func register(
  _ name: String, _ body: @escaping (UnsafeMutableRawPointer, Int32) -> Bool
) {
  Benchmark(name, configuration: .init(metrics: [.wallClock])) { benchmark in
    guard let rig = ring_rig_make() else {
      benchmark.error("no ring can be had here")
      return
    }
    defer { ring_rig_free(rig) }
    benchmark.startMeasurement()
    let hasWorked = body(rig, Int32(benchmark.scaledIterations.count))
    benchmark.stopMeasurement()
    if !hasWorked { benchmark.error("\(name): an operation on the ring has failed") }
  }
}
