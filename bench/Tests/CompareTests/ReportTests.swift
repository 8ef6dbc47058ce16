import Foundation
import Testing

@testable import compare

@Suite struct ReportTests {
  private func program(_ name: String, _ role: Role) -> Report.Program {
    Report.Program(name: name, title: name, role: role, version: "1")
  }

  private func run(_ server: String, _ round: Int, _ value: Double) -> Run {
    Run(workload: "hot-1k", server: server, round: round, figures: [.processorTime: value])
  }

  private func report(_ runs: [Run]) -> Report {
    Report(
      title: "A & B", command: "make bench", date: Date(timeIntervalSince1970: 0),
      commit: "abc", machine: Machine(),
      method: Report.Method(
        rounds: 3, secondsPerRun: 1, serverCPU: 0, clientCPU: 1, descriptorLimit: 1024),
      servers: [
        program("io_uring", .ours), program("nginx", .peer), program("h2o", .peer),
        program("floor-ring", .floor),
      ], loadGenerators: ["wrk": "4"],
      workloads: [
        Report.Load(
          name: "hot-1k", title: "1 KiB", bodyBytes: 1024, connections: 64,
          headline: .processorTime, metrics: [.processorTime, .requestRate])
      ], notes: [], runs: runs)
  }

  private var complete: Report {
    report([
      run("io_uring", 1, 11), run("io_uring", 2, 12), run("io_uring", 3, 16),
      run("nginx", 1, 24), run("h2o", 1, 30), run("floor-ring", 1, 10),
    ])
  }

  @Test func medianIsTheMiddleOrBetweenTheTwo() {
    #expect(Summary([3, 1, 2])?.median == 2)
    #expect(Summary([4, 1, 2, 3])?.median == 2.5)
    #expect(Summary([5])?.maximum == 5)
    #expect(Summary([]) == nil)
  }

  @Test func ratiosAreToTheFloorAndTheBestPeer() throws {
    let rows = Row.all(complete.workloads[0], in: complete)
    #expect(rows.count == 4)
    #expect(rows[0].ratioToFloor == 1.2)
    #expect(rows[0].ratioToBestPeer == 0.5)
    #expect(rows[2].ratioToBestPeer == 1.25)
  }

  @Test func oneInvalidRunDisqualifies() {
    var bad = run("nginx", 2, 20)
    bad.problem = "no answer"
    let report = report(complete.runs + [bad])
    let row = Row.all(report.workloads[0], in: report)[1]
    #expect(row.problem == "no answer")
    #expect(row.summaries.isEmpty)
    #expect(report.invalidRuns.count == 1)
    let text = MarkdownReport(report: report).text
    #expect(text.contains("invalid"))
    #expect(text.contains("nginx, hot-1k, round 2: no answer"))
  }

  @Test func summaryHasALineAWorkload() {
    let table = MarkdownReport(report: complete).summary
      .split(separator: " ").joined(separator: " ")
    #expect(table.hasPrefix("| CPU µs per request | io_uring | nginx | h2o | floor-ring |"))
    #expect(table.hasSuffix("| 1 KiB | **12.0** | 24.0 | 30.0 | 10.0 | 1.20× | 0.50× |"))
  }

  @Test func ablationTellsWhatEachPartIsWorth() throws {
    var report = report([run("floor-ring", 1, 10), run("no-a", 1, 12.5), run("no-b", 1, 9)])
    report.servers = [program("floor-ring", .floor), program("no-a", .variant)]
    report.servers.append(program("no-b", .variant))
    let table = MarkdownReport(report: report).summary
    for cell in ["10.0 |", "12.5 (+2.50) |", "9.00 (−1.00) |"] { #expect(table.contains(cell)) }
  }

  @Test func figuresHaveThreeDigits() {
    #expect(Figure.text(0.123) == "0.12")
    #expect(Figure.text(12.34) == "12.3")
    #expect(Figure.text(123.4) == "123")
    #expect(Figure.text(999.7) == "1,000")
    #expect(Figure.text(1_234_567) == "1,234,567")
    #expect(Figure.text(-1234) == "-1,234")
    #expect(Figure.ratio(nil) == "")
  }

  @Test func jsonComesBackTheSame() throws {
    let data = try complete.json()
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let again = try decoder.decode(Report.self, from: data)
    #expect(again.schema == 1)
    #expect(again.runs.count == 6)
    #expect(try again.json() == data)
    #expect(String(decoding: data, as: UTF8.self).contains("\"cpuMicrosecondsPerRequest\" : 11"))
  }

  @Test func pageNeedsNothingElse() {
    let page = HTMLReport(report: complete).text
    #expect(page.contains("A &amp; B"))
    for word in ["http://", "https://", "<script", "@import", "url("] {
      #expect(!page.contains(word))
    }
  }

  @Test func fileNameTellsWhenAndWhere() {
    #expect(Report.slug("2026-11-22-AMD EPYC (TM)-6.18.44") == "2026-11-22-amd-epyc-tm-6.18.44")
    #expect(complete.fileName.hasPrefix("1970-01-01-"))
  }

  @Test func plansNameWhatTheyDoNotKnow() throws {
    var plan = Plan.comparison(project: "/p")
    #expect(throws: Failure.self) { try plan.choose(servers: "nginx,apache", workloads: nil) }
    try plan.choose(servers: "nginx,io_uring", workloads: "idle")
    #expect(plan.servers.map(\.name) == ["io_uring", "nginx"])
    #expect(plan.workloads.map(\.name) == ["idle"])
  }
}
