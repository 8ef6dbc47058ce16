import Benchmark

/// What the benchmark package calls to learn what there is to run.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.scalingFactor = .kilo
  Benchmark.defaultConfiguration.maxDuration = .seconds(1)
  registerReading()
  registerWriting()
  registerRings()
}
