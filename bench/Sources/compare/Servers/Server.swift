/// A server that takes part: what it is called and how it is started.
protocol Server: Sendable {
  /// Name on the command line and in the JSON, which never changes.
  var name: String { get }
  /// Name in charts and tables.
  var title: String { get }
  var role: Role { get }
  /// Program, as a path or to be looked up on the PATH.
  var executable: String { get }
  /// Where to get it from if it is missing.
  var remedy: String { get }
  /// What its output holds when it is what it is measured as.
  var readyText: String? { get }

  /// The command that starts it in the foreground; a configuration file is written for it.
  func command(_ setting: Setting) throws -> [String]
  /// Whether it has part in a workload.
  func takesPart(in workload: Workload) -> Bool
  /// The version it tells.
  func version() -> String
}

extension Server {
  var readyText: String? { nil }

  func takesPart(in workload: Workload) -> Bool { true }
}

/// What a server is to the comparison.
enum Role: String, Codable {
  /// This project's.
  case ours
  /// What people use instead.
  case peer
  /// A constant answer: the limit that the kernel sets.
  case floor
  /// The floor with one thing off, or otherwise no measure for others.
  case variant
}
