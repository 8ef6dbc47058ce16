/// This project's server with one of its engines.
struct UringServer: Server {
  /// An engine, by its name on the command line.
  enum Engine: String {
    case uring = "io_uring"
    case epoll = "epoll"
  }

  let name: String
  let title: String
  let role: Role
  let executable: String
  private let engine: Engine
  /// The only workload it has part in, if that is so.
  private let workload: String?
  private var options: [String] = []

  /// The normal build.
  init(_ engine: Engine, project: String) {
    name = engine.rawValue
    title = "\(engine.rawValue) engine"
    role = .ours
    executable = "\(project)/.build/release/uring-server"
    self.engine = engine
    workload = nil
  }

  /// The normal build with another amount of memory for files.
  init(_ engine: Engine, name: String, title: String, cacheSize: String, project: String) {
    self.name = name
    self.title = title
    role = .ours
    executable = "\(project)/.build/release/uring-server"
    self.engine = engine
    workload = nil
    options = ["--cache-size", cacheSize]
  }

  /// The build without liburing, measured once to show that it is the epoll engine of the other.
  init(epollBuildOf project: String) {
    name = "epoll-build"
    title = "epoll build"
    role = .variant
    executable = "\(project)/.build/epoll/release/uring-server"
    engine = .epoll
    workload = "hot-1k"
  }

  var remedy: String { "build it with: make bench" }

  var readyText: String? { "(\(engine.rawValue)" }

  func command(_ setting: Setting) -> [String] {
    [
      executable, setting.root, "--host", "0.0.0.0", "--port", String(setting.port),
      "--workers", "1", "--engine", engine.rawValue,
    ] + options
  }

  func takesPart(in workload: Workload) -> Bool {
    self.workload.map { $0 == workload.name } ?? true
  }

  func version() -> String { Versions.line([executable, "--version"]) }
}
