import Glibc

/// nginx as its documentation has it for static files: sendfile(2), and a cache of open files unless
/// it is to open them anew.
struct Nginx: Server {
  var keepsOpen = true

  var name: String { keepsOpen ? "nginx" : "nginx-uncached" }
  var title: String { keepsOpen ? "nginx" : "nginx, no open_file_cache" }
  let role = Role.peer
  let executable = "nginx"
  let remedy = "install the package nginx"

  func command(_ setting: Setting) throws -> [String] {
    let path = try setting.write(configuration(setting), to: "nginx.conf")
    return [executable, "-c", path, "-e", "\(setting.folder)/nginx.log"]
  }

  func version() -> String { Versions.line([executable, "-v"]) }

  private func configuration(_ setting: Setting) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "  \($0)_temp_path \(setting.folder)/nginx-\($0);" }.joined(separator: "\n")
    return """
      daemon off;
      \(geteuid() == 0 ? "user root;" : "")
      worker_processes 1;
      worker_rlimit_nofile \(setting.descriptorLimit);
      pid \(setting.folder)/nginx.pid;
      error_log \(setting.folder)/nginx.log crit;
      events {
        worker_connections \(setting.connectionLimit);
      }
      http {
        access_log off;
        sendfile on;
        tcp_nopush on;
        \(keepsOpen ? "open_file_cache max=20000 inactive=60s;" : "")
        keepalive_requests 1000000000;
        keepalive_timeout 75s;
        default_type application/octet-stream;
      \(temporary)
        server {
          listen 0.0.0.0:\(setting.port) backlog=65535;
          root \(setting.root);
        }
      }

      """
  }
}
