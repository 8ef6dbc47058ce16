/// A figure that a run gives; the raw value is its key in the JSON.
enum Metric: String, Codable, CodingKeyRepresentable, Sendable {
  case processorTime = "cpuMicrosecondsPerRequest"
  case userTime = "userMicrosecondsPerRequest"
  case systemTime = "systemMicrosecondsPerRequest"
  case requestRate = "requestsPerSecond"
  case bodyRate = "bodyMegabytesPerSecond"
  case utilization = "serverCPUUtilization"
  case wallTime = "wallMicrosecondsPerRequest"
  case latencyP50 = "latencyMicrosecondsP50"
  case latencyP99 = "latencyMicrosecondsP99"
  case latencyP999 = "latencyMicrosecondsP999"
  case sentP50 = "latencyAsSentMicrosecondsP50"
  case sentP99 = "latencyAsSentMicrosecondsP99"
  case bytesPerConnection = "bytesPerIdleConnection"
  case kernelBytesPerConnection = "kernelBytesPerIdleConnection"

  /// Heading of its column, with the unit.
  var title: String {
    switch self {
    case .processorTime: "CPU µs/request"
    case .userTime: "user µs"
    case .systemTime: "system µs"
    case .requestRate: "requests/s"
    case .bodyRate: "MB/s"
    case .utilization: "server CPU busy %"
    case .wallTime: "wall µs/request"
    case .latencyP50: "p50 µs"
    case .latencyP99: "p99 µs"
    case .latencyP999: "p99.9 µs"
    case .sentP50: "p50 µs as sent"
    case .sentP99: "p99 µs as sent"
    case .bytesPerConnection: "bytes/connection"
    case .kernelBytesPerConnection: "kernel bytes, both ends"
    }
  }
}
