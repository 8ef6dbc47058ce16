/// lighttpd with the defaults its documentation recommends, and its limits raised.
struct Lighttpd: Server {
  let name = "lighttpd"
  let title = "lighttpd"
  let role = Role.peer
  let executable = "lighttpd"
  let remedy = "install the package lighttpd"

  func command(_ setting: Setting) throws -> [String] {
    let path = try setting.write(configuration(setting), to: "lighttpd.conf")
    return [executable, "-D", "-f", path]
  }

  func version() -> String { Versions.line([executable, "-v"]) }

  /// A connection may make 65,535 requests, the largest number it takes.
  private func configuration(_ setting: Setting) -> String {
    """
    server.bind = "0.0.0.0"
    server.port = \(setting.port)
    server.document-root = "\(setting.root)"
    server.errorlog = "\(setting.folder)/lighttpd.log"
    server.event-handler = "linux-sysepoll"
    server.network-backend = "sendfile"
    server.stat-cache-engine = "inotify"
    server.listen-backlog = 65535
    server.max-fds = \(setting.descriptorLimit)
    server.max-connections = \(setting.connectionLimit)
    server.max-keep-alive-requests = 65535
    server.max-keep-alive-idle = 75
    mimetype.assign = ( "" => "application/octet-stream" )

    """
  }
}
