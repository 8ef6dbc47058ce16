import Glibc

/// h2o, which caches open files by itself, with its limits raised.
struct H2O: Server {
  let name = "h2o"
  let title = "h2o"
  let role = Role.peer
  let executable = "h2o"
  let remedy = "install the package h2o"

  func command(_ setting: Setting) throws -> [String] {
    let path = try setting.write(configuration(setting), to: "h2o.conf")
    return [executable, "--mode", "worker", "--conf", path]
  }

  func version() -> String { Versions.line([executable, "--version"]) }

  private func configuration(_ setting: Setting) -> String {
    """
    \(geteuid() == 0 ? "user: root" : "")
    num-threads: 1
    max-connections: \(setting.connectionLimit)
    http1-request-timeout: 75
    listen:
      host: 0.0.0.0
      port: \(setting.port)
    error-log: \(setting.folder)/h2o.log
    pid-file: \(setting.folder)/h2o.pid
    hosts:
      default:
        paths:
          "/":
            file.dir: \(setting.root)
            file.send-compressed: OFF

    """
  }
}
