/// Caddy as it comes, without TLS, HTTP/2 and logs.
struct Caddy: Server {
  let name = "caddy"
  let title = "Caddy"
  let role = Role.peer
  let executable = "caddy"
  let remedy = "install the package caddy"

  func command(_ setting: Setting) throws -> [String] {
    let path = try setting.write(configuration(setting), to: "Caddyfile")
    // It keeps state in these; there is no option for it before 2.7.
    return [
      "env", "XDG_CONFIG_HOME=\(setting.folder)", "XDG_DATA_HOME=\(setting.folder)",
      executable, "run", "--config", path, "--adapter", "caddyfile",
    ]
  }

  func version() -> String { Versions.line([executable, "version"]) }

  private func configuration(_ setting: Setting) -> String {
    """
    {
      admin off
      auto_https off
      log {
        level ERROR
      }
    }
    http://:\(setting.port) {
      root * \(setting.root)
      file_server
    }

    """
  }
}
