import Benchmark
import Glibc

/// Samples of a comparison, each of a thousand runs.
private let samples = 200

/// How often memchr(3) over the same bytes fits into one run.
private let ratio = BenchmarkMetric.custom("x memchr", useScalingFactor: false)

/// One benchmark that is held against memchr(3), which reads each byte once and does little else.
///
/// Both are timed in turn, and judged by the shortest time of each: what else happens on a machine
/// only ever adds.
final class Comparison {
  private let bytes: [UInt8]
  private let bound: Int
  private var count = 0
  private var shortest = Double.infinity
  private var shortestOfMemchr = Double.infinity

  private init(_ bytes: [UInt8], _ bound: Int) {
    self.bytes = bytes
    self.bound = bound
  }

  /// Registers `body`, which does once for each element of its range what it is named for.
  ///
  /// The benchmark fails if `body` takes longer than `bound` times memchr over `bytes`.
  static func register(
    _ name: String, over bytes: [UInt8], atMost bound: Int,
    _ body: @escaping (Range<Int>) -> Void
  ) {
    let comparison = Comparison(bytes, bound)
    var configuration = Benchmark.Configuration(metrics: [.wallClock, ratio])
    configuration.maxIterations = samples
    // However slow the machine is: all samples are taken, and so the bound is looked at.
    configuration.maxDuration = .seconds(60)
    Benchmark(name, configuration: configuration) { benchmark in
      comparison.sample(benchmark, body)
    }
  }

  private func sample(_ benchmark: Benchmark, _ body: (Range<Int>) -> Void) {
    let runs = benchmark.scaledIterations
    let memchrTime = time { search(runs) }
    benchmark.startMeasurement()
    let bodyTime = time { body(runs) }
    benchmark.stopMeasurement()
    benchmark.measurement(ratio, Int((bodyTime / memchrTime).rounded()))
    shortest = min(shortest, bodyTime)
    shortestOfMemchr = min(shortestOfMemchr, memchrTime)
    count += 1
    if count == samples { judge(benchmark) }
  }

  private func judge(_ benchmark: Benchmark) {
    let found = shortest / shortestOfMemchr
    guard found > Double(bound) else { return }
    benchmark.error(
      "\(benchmark.name): takes \(Int(found)) times as long as memchr, its bound is \(bound)")
  }

  private func time(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.attoseconds)
  }

  /// Looks for a byte that is not there.
  private func search(_ runs: Range<Int>) {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      for _ in runs { blackHole(memchr(start, 0, identity(buffer.count)) == nil) }
    }
  }
}

extension String {
  /// Its bytes with every line end as HTTP has it.
  var wire: [UInt8] { Array(replacing("\n", with: "\r\n").utf8) }
}

extension [UInt8] {
  /// All of it, but of a length that the compiler cannot know: so nothing is done ahead of a loop.
  var opaque: Span<UInt8> {
    @_lifetime(borrow self) get { span.extracting(0..<identity(count)) }
  }
}
