/// The bare responder in C: parses nothing and answers a constant.
struct Floor: Server {
  let name: String
  let title: String
  let role: Role
  let executable: String
  private let engine: String
  private let options: [String]

  let remedy = "build it with: make -C bench/floor"

  /// The floor on `ring` or `epoll`.
  init(_ engine: String, project: String) {
    name = "floor-\(engine)"
    title = engine == "ring" ? "floor" : "floor on \(engine)"
    role = .floor
    executable = "\(project)/bench/floor/floor"
    self.engine = engine
    options = []
  }

  /// The floor on io_uring with something else.
  init(_ title: String, options: [String], project: String) {
    name = options.joined(separator: "-").split(separator: "-").joined(separator: "-")
    self.title = title
    role = .variant
    executable = "\(project)/bench/floor/floor"
    engine = "ring"
    self.options = options
  }

  func command(_ setting: Setting) -> [String] {
    let workload = setting.workload
    return [
      executable, engine, "--host", "0.0.0.0", "--port", String(setting.port),
      "--body", String(workload.bodyBytes),
    ] + (workload.kind == .connectionPerRequest ? ["--close"] : []) + options
  }

  /// It reads no files, so there is nothing cold about it.
  func takesPart(in workload: Workload) -> Bool { workload.kind != .cold }

  func version() -> String { "of this project" }
}
