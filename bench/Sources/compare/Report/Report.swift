import Foundation

/// Everything that was measured and on what; the JSON is exactly this.
struct Report: Codable {
  /// A server or a load generator.
  struct Program: Codable {
    let name: String
    let title: String
    let role: Role
    let version: String
  }

  /// A workload, with what its figures are about.
  struct Load: Codable {
    let name: String
    let title: String
    let bodyBytes: Int
    let connections: Int
    let headline: Metric
    let metrics: [Metric]
  }

  /// How it was measured.
  struct Method: Codable {
    let rounds: Int
    let secondsPerRun: Double
    let serverCPU: Int
    let clientCPU: Int
    let descriptorLimit: Int
  }

  /// Grows when a key changes its meaning or goes away.
  var schema = 1
  let title: String
  /// Command that made it.
  let command: String
  let date: Date
  /// The project's commit, with a plus behind it if files were changed since.
  let commit: String
  let machine: Machine
  let method: Method
  var servers: [Program]
  /// Versions of wrk and h2load.
  let loadGenerators: [String: String]
  let workloads: [Load]
  let notes: [String]
  let runs: [Run]

  /// Name of the files: when, on what processor and what kernel.
  var fileName: String {
    let day = date.formatted(.iso8601.year().month().day())
    return Report.slug("\(day)-\(machine.processor)-\(machine.kernel)")
  }

  /// Lower case letters, digits, dots and single hyphens.
  static func slug(_ text: String) -> String {
    let plain = text.lowercased().map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == ".") ? letter : "-"
    }
    return String(plain).split(separator: "-").joined(separator: "-")
  }

  /// The JSON, with keys in order so that two reports can be compared.
  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(self)
  }

  /// Whether it is the floor that is taken apart, and not servers that are compared.
  var isAblation: Bool { servers.count { $0.role == .variant } > 1 }

  /// Runs that something was wrong with.
  var invalidRuns: [Run] { runs.filter { $0.problem != nil } }
}
