import Benchmark

/// What the benchmark package starts, once to ask what there is to run and once for each of it.
///
/// Its plugin could write this, but would be built together with everything else in the package.
@main
struct Micro: BenchmarkRunnerHooks {
  static func registerBenchmarks() {
    Benchmark.defaultConfiguration.scalingFactor = .kilo
    Benchmark.defaultConfiguration.maxDuration = .seconds(1)
    registerReading()
    registerWriting()
    registerRings()
  }
}
