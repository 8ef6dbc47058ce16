import Foundation

/// The load generator for a fixed rate, and for a list of targets that is gone through once.
struct H2load {
  /// Directory for its output.
  let folder: String

  /// Sends requests by a schedule and answers with its log.
  func run(_ schedule: RequestSchedule, url: String) throws -> LatencyLog {
    let log = "\(folder)/h2load.log"
    // h2load adds to a log that is there.
    try? FileManager.default.removeItem(atPath: log)
    // Its event library waits in whole milliseconds with epoll and in microseconds with select.
    let process = try ChildProcess(
      [
        "h2load", "--h1", "--clients", String(schedule.connections), "--rate", "1",
        "--rate-period", "1ms", "--requests", String(schedule.requests),
        "--rps", String(format: "%.6f", schedule.ratePerConnection), "--log-file", log, url,
      ], output: "\(folder)/h2load", environment: ["LIBEV_FLAGS": "1"])
    guard try process.wait(seconds: 3 * schedule.totalSeconds + 10) else {
      throw Failure("h2load did not end in three times its time")
    }
    if let problem = H2load.problem(process.output, expected: schedule.requests) {
      throw Failure(problem)
    }
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return LatencyLog(text, schedule: schedule)
  }

  /// Asks once for each target, over so many connections, and answers with the seconds it took.
  func pass(_ targets: [String], connections: Int, port: UInt16) throws -> Double {
    let start = ContinuousClock.now
    // A process for each connection: connections of one process all ask for the same targets.
    let processes = try (0..<connections).map { index in
      let share = stride(from: index, to: targets.count, by: connections).map { targets[$0] }
      let list = "\(folder)/targets-\(index)"
      let lines = share.map { "http://127.0.0.1:\(port)\($0)\n" }.joined()
      try lines.write(toFile: list, atomically: false, encoding: .utf8)
      let process = try ChildProcess(
        ["h2load", "--h1", "--clients", "1", "--requests", String(share.count), "-i", list],
        output: "\(folder)/h2load-\(index)")
      return (process: process, count: share.count)
    }
    for (process, count) in processes {
      guard try process.wait(seconds: 120) else { throw Failure("h2load did not end") }
      if let problem = H2load.problem(process.output, expected: count) { throw Failure(problem) }
    }
    return start.duration(to: .now) / .seconds(1)
  }

  /// What is wrong by its report, if anything: every request must have got a 2xx.
  static func problem(_ output: String, expected: Int) -> String? {
    let lines = output.split(separator: "\n")
    guard let counts = lines.first(where: { $0.hasPrefix("requests: ") }),
      let codes = lines.first(where: { $0.hasPrefix("status codes: ") })
    else { return "h2load failed: \(lines.last ?? "no output")" }
    let succeeded = number(before: "succeeded", in: counts)
    let good = number(before: "2xx", in: codes)
    guard succeeded == expected, good == expected else { return "h2load counts \(counts)" }
    return nil
  }

  private static func number(before word: String, in line: Substring) -> Int? {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "," })
    guard let index = words.firstIndex(of: Substring(word)), index > 0 else { return nil }
    return Int(words[index - 1])
  }
}
