/// The tables for a terminal and for a page such as a README.
struct MarkdownReport {
  let report: Report

  /// Everything: the summary, then a table for each workload.
  var text: String {
    ([head, summary] + report.workloads.map(details) + [invalid]).filter { !$0.isEmpty }
      .joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    let method = report.method
    let notes = report.notes.map { "- \($0)" }.joined(separator: "\n")
    return """
      # \(report.title)

      `\(report.command)` at \(report.commit), \(report.date.formatted(.iso8601)).
      \(report.machine.summary).
      Medians of \(method.rounds) rounds of \(Figure.text(method.secondsPerRun)) s, server on CPU \
      \(method.serverCPU), load on CPU \(method.clientCPU). Less is better.
      """ + (notes.isEmpty ? "" : "\n\n" + notes)
  }

  // MARK: Summary

  /// The headline figures of all.
  var summary: String { report.isAblation ? ablation : comparison }

  /// One line a part of the floor: what it costs to do without.
  private var ablation: String {
    let columns = report.workloads.map { Row.all($0, in: report) }
    let lines = report.servers.map { program in
      [program.title]
        + zip(report.workloads, columns).map { load, rows in
          guard let row = rows.first(where: { $0.program.name == program.name }),
            let median = row.summaries[load.headline]?.median
          else { return "invalid" }
          let difference = row.differenceToFloor.map { " (\(Figure.difference($0)))" } ?? ""
          return Figure.text(median) + (program.role == .floor ? "" : difference)
        }
    }
    return MarkdownReport.table(
      ["CPU µs per request (above the floor)"] + report.workloads.map(\.title), lines)
  }

  /// One line a workload: the headline figure of every server.
  private var comparison: String {
    let programs = report.servers.filter(isInSummary)
    let hasPeers = programs.contains { $0.role == .peer }
    let ours = programs.first { $0.role == .ours }
    let ratios = ours.map { ["\($0.name) ÷ floor"] + (hasPeers ? ["\($0.name) ÷ best peer"] : []) }
    let heading = ["CPU µs per request"] + programs.map(\.title) + (ratios ?? [])
    let lines = report.workloads.map { load in
      let rows = Row.all(load, in: report)
      let own = rows.first { $0.program.name == ours?.name }
      let tail = [own?.ratioToFloor] + (hasPeers ? [own?.ratioToBestPeer] : [])
      return [label(load)] + cells(load, rows, programs)
        + (ours == nil ? [] : tail.map { Figure.ratio($0) })
    }
    return MarkdownReport.table(heading, lines)
  }

  /// One that has part in a single workload of several stands in that workload's table only.
  private func isInSummary(_ program: Report.Program) -> Bool {
    let count = report.workloads.count { load in
      Row.all(load, in: report).contains { $0.program.name == program.name }
    }
    return count > (report.workloads.count > 1 ? 1 : 0)
  }

  private func label(_ load: Report.Load) -> String {
    load.headline == .processorTime ? load.title : "\(load.title): \(load.headline.title)"
  }

  /// The best of those that really serve files stands out.
  private func cells(_ load: Report.Load, _ rows: [Row], _ programs: [Report.Program]) -> [String] {
    let best = rows.filter { [.ours, .peer].contains($0.program.role) }
      .compactMap { $0.summaries[load.headline]?.median }.min()
    return programs.map { program in
      guard let row = rows.first(where: { $0.program.name == program.name }) else { return "–" }
      guard let median = row.summaries[load.headline]?.median else { return "invalid" }
      let text = Figure.text(median)
      return median == best && [.ours, .peer].contains(program.role) ? "**\(text)**" : text
    }
  }

  // MARK: Details

  private func details(_ load: Report.Load) -> String {
    let rows = Row.all(load, in: report)
    guard !rows.isEmpty else { return "" }
    let ratios = rows.contains { $0.ratioToBestPeer != nil }
    let metrics = Row.metrics(load, rows)
    let heading =
      ["server"] + metrics.map(\.title) + ["÷ floor"] + (ratios ? ["÷ best peer"] : [])
    let lines = rows.map { row in
      [row.program.title]
        + metrics.map { metric in
          row.summaries[metric].map { Figure.text($0) } ?? (row.problem == nil ? "" : "invalid")
        } + [Figure.ratio(row.ratioToFloor)] + (ratios ? [Figure.ratio(row.ratioToBestPeer)] : [])
    }
    return "## \(load.title)\n\n" + MarkdownReport.table(heading, lines)
  }

  private var invalid: String {
    let lines = report.invalidRuns.map { run in
      "- \(run.server), \(run.workload), round \(run.round): \(run.problem ?? "")"
    }
    return lines.isEmpty ? "" : "## Invalid runs\n\n" + lines.joined(separator: "\n")
  }

  /// A table with its columns aligned, so that it also reads well as it is.
  static func table(_ heading: [String], _ lines: [[String]]) -> String {
    let widths = heading.indices.map { column in
      max(3, ([heading] + lines).map { $0[column].count }.max() ?? 0)
    }
    let format = { (cells: [String]) in
      "| "
        + zip(cells, widths).enumerated().map { index, cell in
          let padding = String(repeating: " ", count: cell.1 - cell.0.count)
          return index == 0 ? cell.0 + padding : padding + cell.0
        }.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { index, width in
      index == 0
        ? String(repeating: "-", count: width)
        : String(repeating: "-", count: width - 1) + ":"
    }
    return ([format(heading), format(rule)] + lines.map(format)).joined(separator: "\n")
  }
}
