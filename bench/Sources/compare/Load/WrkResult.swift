/// What wrk counted, as the line says that our script prints at its end.
struct WrkResult: Equatable {
  var seconds = 0.0
  var requests = 0.0
  /// Bytes received, heads included.
  var bytes = 0.0
  /// Failures by name: connect, read, write, status (400 and above) and timeout.
  var errors: [String: Int] = [:]

  /// What went wrong, if anything.
  var problem: String? {
    let failures = errors.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key)" }
    if !failures.isEmpty { return "wrk counts errors: " + failures.joined(separator: ", ") }
    return requests > 0 ? nil : "no request was answered"
  }

  init() {}

  /// Reads the line `result seconds=… requests=… bytes=… connect=… …` among others.
  init?(_ output: String) {
    guard let line = output.split(separator: "\n").last(where: { $0.hasPrefix("result ") }) else {
      return nil
    }
    for word in line.split(separator: " ").dropFirst() {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]) else { return nil }
      switch parts[0] {
      case "seconds": seconds = value
      case "requests": requests = value
      case "bytes": bytes = value
      default: errors[String(parts[0])] = Int(value)
      }
    }
    guard errors.count == 5 else { return nil }
  }

  /// What several processes counted that ran side by side.
  static func + (left: WrkResult, right: WrkResult) -> WrkResult {
    var sum = WrkResult()
    sum.seconds = max(left.seconds, right.seconds)
    sum.requests = left.requests + right.requests
    sum.bytes = left.bytes + right.bytes
    sum.errors = left.errors.merging(right.errors, uniquingKeysWith: +)
    return sum
  }
}
