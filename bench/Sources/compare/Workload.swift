/// One kind of load that all servers are given.
struct Workload: Sendable {
  /// How the load is made.
  enum Kind: Sendable {
    /// The same file over connections that stay.
    case steady
    /// The same, 16 requests at a time.
    case pipelined
    /// Small files picked at random.
    case random
    /// Every request on a connection of its own.
    case connectionPerRequest
    /// A fixed rate of requests, for how long they take.
    case fixedRate
    /// Connections on which nothing happens, for the memory they take.
    case idle
    /// Every small file once, none in the page cache.
    case cold
  }

  /// Name on the command line and in the JSON, which never changes.
  let name: String
  /// Name in charts and tables.
  let title: String
  let kind: Kind
  let bodyBytes: Int
  let connections: Int

  /// Requests that a client sends at a time in the pipelined workload.
  static let pipelineDepth = 16
  /// Bytes of the files that are asked for again and again.
  static let hotSizes = [
    1024, 10_240, 65_536, 102_400, 131_072, 262_144, 1_048_576, 67_108_864,
  ]

  static let hot = [
    Workload("hot-1k", "1 KiB", .steady, 1024, 64),
    Workload("hot-10k", "10 KiB", .steady, 10_240, 64),
    Workload("hot-100k", "100 KiB", .steady, 102_400, 32),
    Workload("hot-1m", "1 MiB", .steady, 1_048_576, 16),
    Workload("hot-64m", "64 MiB", .steady, 67_108_864, 2),
  ]
  static let pipelined = Workload("pipelined", "16 pipelined, 1 KiB", .pipelined, 1024, 64)
  static let connectionPerRequest = Workload(
    "connections", "a connection per request, 1 KiB", .connectionPerRequest, 1024, 64)

  private static let random = Workload(
    "random", "10,000 files of 4 KiB", .random, Corpus.smallFileBytes, 64)

  /// What `make bench-cache` measures.
  static let caches = [
    hot[0], random, Workload("hot-64k", "64 KiB", .steady, 65_536, 32),
    Workload("hot-128k", "128 KiB", .steady, 131_072, 32),
    Workload("hot-256k", "256 KiB", .steady, 262_144, 16), hot[3],
  ]

  /// Everything that `make bench` measures.
  static let all =
    hot + [
      pipelined,
      random,
      connectionPerRequest,
      Workload("many", "4,000 connections, 1 KiB", .steady, 1024, 4000),
      Workload("latency", "latency at a fixed rate, 1 KiB", .fixedRate, 1024, 0),
      Workload("idle", "8,000 idle connections", .idle, 1024, 8000),
      Workload("cold", "10,000 cold files of 4 KiB", .cold, Corpus.smallFileBytes, 8),
    ]

  /// What `make bench-ablation` measures.
  static let ablation = [hot[0], pipelined, connectionPerRequest]

  private init(_ name: String, _ title: String, _ kind: Kind, _ bodyBytes: Int, _ connections: Int)
  {
    self.name = name
    self.title = title
    self.kind = kind
    self.bodyBytes = bodyBytes
    self.connections = connections
  }

  /// The target that is asked for, or one of them.
  var target: String {
    kind == .random || kind == .cold ? Corpus.smallTargets[0] : "/hot-\(bodyBytes)"
  }

  /// Seconds that a run takes at least: until some large bodies have ended, and until many
  /// connections are no longer only being opened.
  var minimumSeconds: Double {
    switch kind {
    case .fixedRate: 0.5
    case .cold: 1
    case .steady: bodyBytes > 10_000_000 || connections > 1000 ? 0.8 : 0
    default: 0
    }
  }

  /// What the comparison is about: less of it is better.
  var headline: Metric {
    switch kind {
    case .fixedRate: .latencyP99
    case .idle: .bytesPerConnection
    case .cold: .wallTime
    default: .processorTime
    }
  }

  /// The figures in its table.
  var metrics: [Metric] {
    switch kind {
    case .fixedRate:
      [.latencyP50, .latencyP99, .latencyP999, .sentP50, .sentP99, .processorTime, .requestRate]
    case .idle: [.bytesPerConnection, .kernelBytesPerConnection]
    case .cold: [.wallTime, .processorTime, .requestRate]
    default:
      [.processorTime, .userTime, .systemTime, .requestRate, .utilization]
        + (bodyBytes >= 100_000 ? [.bodyRate] : [])
    }
  }
}
