import Foundation
import Glibc

/// The load generator for as many requests as a server can answer.
struct Wrk {
  /// Destination addresses for connections that are not reused; each has ports of its own.
  static let addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"]

  let workload: Workload
  /// Directory for its script and output.
  let folder: String

  /// Loads a server for so long and answers with what was counted.
  func run(port: UInt16, seconds: Double) throws -> WrkResult {
    let script = "\(folder)/wrk.lua"
    try WrkScript.text(workload).write(toFile: script, atomically: false, encoding: .utf8)
    let hosts = workload.kind == .connectionPerRequest ? Wrk.addresses : [Wrk.addresses[0]]
    let processes = try hosts.map { host in
      try ChildProcess(
        command(host: host, port: port, script: script, share: hosts.count),
        output: "\(folder)/wrk-\(host)")
    }
    for process in processes { try Wrk.waitForStart(process) }
    // Stopped by INT, on which it reports as usual: its own durations are whole seconds.
    try Interruption.sleep(seconds: seconds)
    for process in processes { process.send(SIGINT) }
    return try processes.map(Wrk.result).reduce(WrkResult(), +)
  }

  /// It handles INT from the moment on at which its threads have begun to send; before, it would end.
  private static func waitForStart(_ process: ChildProcess) throws {
    let end = ContinuousClock.now + .seconds(10)
    while !process.catches(SIGINT), !process.hasEnded, ContinuousClock.now < end {
      try Interruption.sleep(seconds: 0.001)
    }
  }

  private static func result(_ process: ChildProcess) throws -> WrkResult {
    // Once more for each second: a signal may come between its look at the clock and its sleep.
    let end = ContinuousClock.now + .seconds(30)
    while try !process.wait(seconds: 1) {
      guard ContinuousClock.now < end else { throw Failure("wrk did not end") }
      process.send(SIGINT)
    }
    guard process.exitStatus == 0, let result = WrkResult(process.output) else {
      throw Failure("wrk failed: \(process.output.split(separator: "\n").last ?? "no output")")
    }
    return result
  }

  private func command(host: String, port: UInt16, script: String, share: Int) -> [String] {
    [
      "wrk", "--threads", "1", "--connections", String(workload.connections / share),
      "--duration", "600s", "--timeout", "10s", "--script", script,
    ] + (workload.kind == .connectionPerRequest ? ["--header", "Connection: close"] : [])
      + ["http://\(host):\(port)\(workload.target)"]
  }
}
