import Foundation

/// The two CPUs that are used: one for the server, one for the load.
struct Processors {
  let server: Int
  let client: Int

  /// The first CPU this process may use and the next that is not its twin on the same core.
  init() throws {
    let allowed = Processors.allowed
    guard let server = allowed.first else { throw Failure("no CPU may be used") }
    let path = "/sys/devices/system/cpu/cpu\(server)/topology/thread_siblings_list"
    let twins = Processors.list(KernelFigures.line(path) ?? "")
    guard
      let client = allowed.first(where: { $0 != server && !twins.contains($0) })
        ?? allowed.dropFirst().first
    else { throw Failure("two CPUs are needed: one for the server and one for the load") }
    self.server = server
    self.client = client
  }

  /// Keeps this process, and so every load generator, on the client's CPU.
  func pinClient() throws {
    let said = Versions.output(
      ["taskset", "--all-tasks", "--pid", "--cpu-list", String(client), String(getpid())])
    guard Processors.allowed == [client] else {
      throw Failure("cannot keep the load on CPU \(client): \(said)")
    }
  }

  private static var allowed: [Int] {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    return list(line?.split(separator: "\t").last.map(String.init) ?? "")
  }

  /// The numbers of a list such as `0-1,8`.
  static func list(_ text: String) -> [Int] {
    text.split(separator: ",").flatMap { part in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return [Int]() }
      return Array(first...last)
    }
  }
}
