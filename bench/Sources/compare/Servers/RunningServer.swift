import Foundation

/// A server that was started, on its CPU and on a free port; it ends with this object.
final class RunningServer {
  let server: any Server
  let port: UInt16
  private let process: ChildProcess

  /// Starts it and waits until it takes connections.
  init(_ server: any Server, workload: Workload, bench: Bench) throws {
    self.server = server
    port = try PlainClient.freePort()
    let own = "\(bench.folder)/\(server.name)"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    let setting = Setting(
      workload: workload, root: bench.corpus.root, port: port, folder: own,
      descriptorLimit: bench.descriptorLimit)
    let cpu = String(bench.processors.server)
    process = try ChildProcess(
      ["taskset", "--cpu-list", cpu] + server.command(setting), output: "\(own)/output")
    try waitUntilReady()
  }

  /// The server's processes.
  var tree: ProcessTree { ProcessTree(root: process.processID) }

  /// Whether it is gone, which it should not be.
  var hasEnded: Bool { process.hasEnded }

  /// Ends it.
  func end() {
    process.end()
  }

  private func waitUntilReady() throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while !isReady {
      guard !process.hasEnded else { throw Failure("\(server.title) did not start: \(reason)") }
      guard ContinuousClock.now < deadline else {
        throw Failure("\(server.title) takes no connections: \(reason)")
      }
      try Interruption.sleep(seconds: 0.01)
    }
  }

  private var isReady: Bool {
    guard server.readyText.map({ process.output.contains($0) }) ?? true else { return false }
    return (try? PlainClient(port: port)) != nil
  }

  private var reason: String {
    let lines = process.output.split(separator: "\n")
    return lines.isEmpty ? "it said nothing" : lines.suffix(3).joined(separator: "; ")
  }

  /// Asks for a target once and says what is wrong with the answer, if anything.
  ///
  /// - Parameter path: the file the body must equal, for servers that read files.
  func problem(asking target: String, bodyBytes: Int, path: String?) -> String? {
    do {
      let response = try PlainClient(port: port).get(target)
      guard response.status == 200 else { return "status \(response.status) for \(target)" }
      guard response.body.count == bodyBytes else {
        return "\(response.body.count) bytes for \(target), not \(bodyBytes)"
      }
      guard let path, let content = FileManager.default.contents(atPath: path) else { return nil }
      return content.elementsEqual(response.body)
        ? nil : "other bytes than the file's for \(target)"
    } catch {
      return "no answer for \(target): \(error)"
    }
  }
}
