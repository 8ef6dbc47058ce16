import ArgumentParser
import Foundation

/// The command line.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares static file servers on this machine, side by side in one run.",
    discussion: """
      Prints a Markdown table and writes a report as JSON, Markdown and HTML.
      Exit status: 0 fine, 1 a run was invalid or could not be made, 2 usage.
      """)

  @Option(help: "Servers to measure, by name and separated by commas (default: all).")
  var servers: String?

  @Option(help: "Workloads to measure, by name and separated by commas (default: all).")
  var workloads: String?

  @Option(help: "Times that each server is measured under each workload.")
  var rounds: Int?

  @Option(help: "Seconds of one run.")
  var seconds: Double?

  @Flag(help: "Three short rounds: under two minutes in all.")
  var quick = false

  @Flag(help: "Measure the floor with one thing off at a time instead of comparing servers.")
  var ablation = false

  @Flag(help: "Measure what memory for files is worth instead.")
  var caches = false

  @Option(help: "Directory for the reports.")
  var output = "bench/results"

  @Option(help: "Directory for the files that are served, on a disk; removed at the end.")
  var corpus = "bench/.build/corpus"

  @Option(help: "The project's directory.")
  var project = "."

  @Option(help: "Command to name in the report.")
  var command = "make bench"

  func validate() throws {
    if let rounds, !(1...1000).contains(rounds) {
      throw ValidationError("--rounds takes a number from 1 to 1000.")
    }
    if let seconds, !(0.1...600).contains(seconds) {
      throw ValidationError("--seconds takes a number from 0.1 to 600.")
    }
    _ = try plan()
  }

  /// The servers and workloads that were asked for.
  func plan() throws -> Plan {
    do {
      let path = URL(filePath: project).standardizedFileURL.path
      var plan =
        if ablation {
          Plan.ablation(project: path)
        } else if caches {
          Plan.caches(project: path)
        } else {
          Plan.comparison(project: path)
        }
      try plan.choose(servers: servers, workloads: workloads)
      return plan
    } catch let failure as Failure {
      throw ValidationError(failure.description)
    }
  }

  func run() throws {
    Interruption.listen()
    let report = try plan().measure(
      Plan.Options(
        rounds: rounds ?? (quick ? 3 : 5), seconds: seconds ?? (quick ? 0.15 : 2), corpus: corpus,
        command: command))
    let markdown = MarkdownReport(report: report)
    try save(report, markdown)
    print(markdown.text)
    guard report.invalidRuns.isEmpty else {
      throw Failure("\(report.invalidRuns.count) runs were invalid")
    }
  }

  private var suffix: String { ablation ? "-ablation" : caches ? "-caches" : "" }

  private func save(_ report: Report, _ markdown: MarkdownReport) throws {
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let path = "\(output)/\(report.fileName)\(suffix)"
    try report.json().write(to: URL(filePath: path + ".json"))
    try markdown.text.write(toFile: path + ".md", atomically: true, encoding: .utf8)
    try HTMLReport(report: report).text
      .write(toFile: path + ".html", atomically: true, encoding: .utf8)
    FileHandle.standardError.write(Data("report: \(path).html\n".utf8))
  }
}
