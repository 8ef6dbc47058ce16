/// The report as one page that needs nothing else.
struct HTMLReport {
  let report: Report

  var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTML.escaped(report.title))</title>
    <style>
    \(Stylesheet.text)
    </style>
    </head>
    <body>
    \(head)
    <h2>What a request costs</h2>
    \(key)
    <div class="charts">
    \(report.workloads.map(card).joined(separator: "\n"))
    </div>
    <h2>How it was measured</h2>
    \(method)
    <h2>Everything</h2>
    \(report.workloads.map(details).joined(separator: "\n"))
    \(invalid)
    <h2>Versions</h2>
    \(versions)
    </body>
    </html>

    """
  }

  private var head: String {
    """
    <h1>\(HTML.escaped(report.title))</h1>
    <p class="soft">\(HTML.escaped(report.machine.summary)).<br>
    <code>\(HTML.escaped(report.command))</code> at \(HTML.escaped(report.commit)), \
    \(report.date.formatted(.iso8601)).</p>
    """
  }

  private var key: String {
    let roles = Set(report.servers.map(\.role))
    let names: [(Role, String)] = [
      (.ours, "uring-server"), (.peer, "other servers"),
      (.floor, "floor: answers a constant, reads nothing"),
    ]
    let spans = names.filter { roles.contains($0.0) }.map {
      "<span><i class=\"\($0.0.rawValue)\"></i>\($0.1)</span>"
    }
    return "<p class=\"key\">\(spans.joined())<span class=\"soft\">Shorter is better; "
      + "whiskers span all rounds, and a slashed bar goes on.</span></p>"
  }

  // MARK: Charts

  private func card(_ load: Report.Load) -> String {
    let rows = Row.all(load, in: report)
    guard !rows.isEmpty else { return "" }
    let isLatency = load.headline == .latencyP99
    let chart =
      isLatency ? LatencyChart(rows: rows).svg : BarChart(metric: load.headline, rows: rows).svg
    let connections = load.connections > 0 ? ", \(Figure.count(load.connections)) connections" : ""
    let unit =
      isLatency
      ? "● p50 · ◆ p99 · ▮ p99.9, µs from when a request was due"
      : load.headline.title + connections
    return """
      <section class="card\(isLatency ? " wide" : "")">
      <h3>\(HTML.escaped(load.title))</h3><p class="unit">\(HTML.escaped(unit))</p>
      \(chart)
      </section>
      """
  }

  // MARK: Words and tables

  private var method: String {
    let method = report.method
    let notes = report.notes.map { "<li>\(HTML.escaped($0))</li>" }.joined()
    return """
      <p>Server and load run on a CPU each (\(method.serverCPU) and \(method.clientCPU)), over \
      loopback, one server under load at a time, \(method.rounds) rounds of \
      \(Figure.text(method.secondsPerRun)) s after a warm-up, in an order that moves on each time. \
      Figures are medians with the least and the most. CPU time is user and system time of all the \
      server's processes and threads, the kernel's io_uring workers among them, over the requests \
      answered: it holds when the load generator is the limit and on a noisy machine. Each server \
      was asked once for each workload's file and the answer compared with the file. Any socket \
      error, timeout or status other than 2xx disqualifies a server from a workload.</p>
      <p>The floor parses no request and opens no file: it answers a constant of the same size, on \
      io_uring, in C. It is what this kernel allows, and figures are also given as its multiple.</p>
      \(notes.isEmpty ? "" : "<ul>\(notes)</ul>")
      """
  }

  private func details(_ load: Report.Load) -> String {
    let rows = Row.all(load, in: report)
    guard !rows.isEmpty else { return "" }
    let metrics = Row.metrics(load, rows)
    let hasPeers = rows.contains { $0.program.role == .peer }
    let heading =
      [load.title] + metrics.map(\.title) + ["÷ floor"] + (hasPeers ? ["÷ best peer"] : [])
    let lines = rows.map { row in
      [row.program.title]
        + metrics.map { metric in
          row.summaries[metric].map { Figure.text($0) } ?? (row.problem == nil ? "" : "invalid")
        } + [Figure.ratio(row.ratioToFloor)]
        + (hasPeers ? [Figure.ratio(row.ratioToBestPeer)] : [])
    }
    return "<p></p>" + HTML.table(heading, lines)
  }

  private var invalid: String {
    let items = report.invalidRuns.map { run in
      let place = "\(run.server), \(run.workload), round \(run.round)"
      return "<li>\(HTML.escaped("\(place): \(run.problem ?? "")"))</li>"
    }
    guard !items.isEmpty else { return "" }
    return "<h2 class=\"invalid\">Invalid runs</h2><ul class=\"invalid\">\(items.joined())</ul>"
  }

  private var versions: String {
    let programs = report.servers.map { [$0.title, $0.version] }
    let loads = report.loadGenerators.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
    return HTML.table(["program", "version"], programs + loads)
  }
}
