import Foundation

/// What is to be measured.
struct Plan {
  /// How it is to be measured.
  struct Options {
    let rounds: Int
    let seconds: Double
    /// Directory for the files that are served.
    let corpus: String
    /// Command to name in the report.
    let command: String
  }

  let title: String
  private let project: String
  private(set) var servers: [any Server]
  private(set) var workloads: [Workload]
  private var notes: [String] = []

  /// Servers beside each other.
  static func comparison(project: String) -> Plan {
    let isCaddyThere = Executables.find("caddy") != nil
    var plan = Plan(
      title: "uring-server beside others", project: project,
      servers: [
        UringServer(.uring, project: project), UringServer(.epoll, project: project),
        UringServer(epollBuildOf: project), Nginx(), Lighttpd(), H2O(),
      ] + (isCaddyThere ? [Caddy()] : [])
        + [Floor("ring", project: project), Floor("epoll", project: project)],
      workloads: Workload.all)
    if !isCaddyThere { plan.notes.append("Caddy is not on the PATH and so not measured") }
    return plan
  }

  /// What memory for files is worth, and from which size on a file is better sent from the page
  /// cache: with 128 KiB of memory no more than 32 KiB are kept of a file.
  static func caches(project: String) -> Plan {
    Plan(
      title: "Memory for files", project: project,
      servers: [
        UringServer(.uring, project: project),
        UringServer(
          .uring, name: "io_uring-sendfile", title: "io_uring engine, 128 KiB",
          cacheSize: "128KiB", project: project),
        UringServer(
          .uring, name: "io_uring-uncached", title: "io_uring engine, none", cacheSize: "0",
          project: project),
        UringServer(
          .epoll, name: "epoll-uncached", title: "epoll engine, none", cacheSize: "0",
          project: project),
        Nginx(), Nginx(keepsOpen: false),
      ], workloads: Workload.caches)
  }

  /// The floor with one thing off at a time, and this project's server for scale.
  static func ablation(project: String) -> Plan {
    let variants: [any Server] = [
      ("normal descriptors", ["--no-direct"]),
      ("one accept at a time", ["--no-multishot-accept"]),
      ("one receive at a time", ["--no-multishot-receive"]),
      ("no buffer ring", ["--no-buffer-ring"]),
      ("no deferred task run", ["--no-defer-taskrun"]),
      ("waits 50 µs for more", ["--min-wait", "50"]),
      ("zero-copy send", ["--zero-copy"]),
      ("no coalescing", ["--no-coalescing"]),
    ].map { Floor($0.0, options: $0.1, project: project) }
    return Plan(
      title: "What each part of io_uring is worth", project: project,
      servers: [Floor("ring", project: project)] + variants + [
        UringServer(.uring, project: project), UringServer(.epoll, project: project),
      ], workloads: Workload.ablation)
  }

  private init(title: String, project: String, servers: [any Server], workloads: [Workload]) {
    self.title = title
    self.project = project
    self.servers = servers
    self.workloads = workloads
  }

  /// Keeps those that are named, in their usual order.
  mutating func choose(servers names: String?, workloads: String?) throws {
    servers = try Plan.chosen(servers, names, "server", \.name)
    self.workloads = try Plan.chosen(self.workloads, workloads, "workload", \.name)
  }

  private static func chosen<Element>(
    _ all: [Element], _ list: String?, _ kind: String, _ name: (Element) -> String
  ) throws -> [Element] {
    guard let list else { return all }
    let wanted = list.split(separator: ",").map(String.init)
    if let unknown = wanted.first(where: { word in !all.contains { name($0) == word } }) {
      throw Failure("no \(kind) is called \(unknown): \(all.map(name).joined(separator: ", ")).")
    }
    return all.filter { wanted.contains(name($0)) }
  }

  // MARK: Measuring

  /// Measures all of it.
  func measure(_ options: Options) throws -> Report {
    try requireAll()
    let descriptorLimit = DescriptorLimit.raise()
    let connections = workloads.map(\.connections).max() ?? 0
    guard descriptorLimit > 2 * connections else {
      throw Failure(
        "\(connections) connections need \(2 * connections + 1) descriptors and \(descriptorLimit) "
          + "are allowed: raise the limit (ulimit -Hn), or leave workloads out with --workloads")
    }
    let processors = try Processors()
    try processors.pinClient()
    let folder = NSTemporaryDirectory() + "uring-server-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let corpusPath = URL(filePath: "\(options.corpus)-\(getpid())").standardizedFileURL.path
    let bench = Bench(
      processors: processors, descriptorLimit: descriptorLimit, folder: folder,
      corpus: try Corpus(root: corpusPath), rounds: options.rounds, seconds: options.seconds,
      progress: Progress(stepCount: workloads.count))
    defer { bench.corpus.remove() }
    let comparison = Comparison(bench: bench, servers: servers, workloads: workloads)
    for note in notes { comparison.add(note: note) }
    try comparison.measure()
    return report(comparison, options)
  }

  /// Refuses to begin without everything that is asked for.
  private func requireAll() throws {
    for server in servers where Executables.find(server.executable) == nil {
      throw Failure("\(server.title): there is no \(server.executable); \(server.remedy)")
    }
    for (tool, package) in [
      ("wrk", "wrk"), ("h2load", "nghttp2-client"), ("taskset", "util-linux"),
    ]
    where Executables.find(tool) == nil {
      throw Failure("there is no \(tool); install the package \(package)")
    }
  }

  private func report(_ comparison: Comparison, _ options: Options) -> Report {
    let bench = comparison.bench
    return Report(
      title: title, command: options.command, date: Date(), commit: commit, machine: Machine(),
      method: Report.Method(
        rounds: bench.rounds, secondsPerRun: bench.seconds, serverCPU: bench.processors.server,
        clientCPU: bench.processors.client, descriptorLimit: bench.descriptorLimit),
      servers: servers.map {
        Report.Program(name: $0.name, title: $0.title, role: $0.role, version: $0.version())
      },
      loadGenerators: [
        "wrk": Versions.line(["wrk", "-v"]), "h2load": Versions.line(["h2load", "--version"]),
      ],
      workloads: workloads.map {
        Report.Load(
          name: $0.name, title: $0.title, bodyBytes: $0.bodyBytes, connections: $0.connections,
          headline: $0.headline, metrics: $0.metrics)
      }, notes: comparison.notes, runs: comparison.runs)
  }

  private var commit: String {
    let text = Versions.output(
      ["git", "-C", project, "describe", "--always", "--dirty=+", "--abbrev=12"])
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.isEmpty || line.hasPrefix("fatal") ? "an unknown commit" : line
  }
}
