/// Bars with spread for one figure of several servers, as inline SVG.
///
/// Lengths are percentages and letters have a fixed size, so that it reads the same on a phone.
struct BarChart {
  let metric: Metric
  let rows: [Row]

  /// Pixels from one server to the next.
  private static let pitch = 36

  var svg: String {
    let bars = rows.enumerated().map { bar($1, y: $0 * BarChart.pitch, top: top) }
    let height = rows.count * BarChart.pitch
    return """
      <svg role="img" aria-label="\(HTML.escaped(metric.title))" width="100%" height="\(height)">
      \(bars.joined(separator: "\n"))
      </svg>
      """
  }

  /// What the full width stands for: the most that was seen, but for servers far off the others,
  /// whose bars are cut so that the others' can still be told apart.
  private var top: Double {
    let summaries = rows.compactMap { $0.summaries[metric] }
    let usual = (Summary(summaries.map(\.median))?.median ?? 1) * 3
    return max(summaries.filter { $0.median <= usual }.map(\.maximum).max() ?? 1, 1e-9)
  }

  private func bar(_ row: Row, y: Int, top: Double) -> String {
    let name = "<text x=\"0\" y=\"\(y + 13)\">\(HTML.escaped(row.program.title))</text>"
    guard let summary = row.summaries[metric] else {
      let reason = row.problem == nil ? "not measured" : "invalid"
      return name + HTML.remark(reason, y: y + 13)
    }
    let percent = { (value: Double) in HTML.percent(100 * min(1, max(0, value) / top)) }
    let ratio = row.ratioToFloor.map { " · \(Figure.ratio($0)) floor" }
    // A part of the floor is worth its difference.
    let difference = row.differenceToFloor.map { " · \(Figure.difference($0))" }
    let beside = (row.program.role == .variant ? difference : ratio) ?? ""
    let role = row.program.role.rawValue
    let ends = [percent(summary.minimum), percent(summary.maximum)]
    let spread = """
      <line class="spread" x1="\(ends[0])" x2="\(ends[1])" y1="\(y + 23)" y2="\(y + 23)"/>\
      \(ends.map { tick($0, y) }.joined())
      """
    return """
      \(name)<text class="value" x="100%" y="\(y + 13)" text-anchor="end">\
      <tspan class="strong">\(Figure.text(summary.median))</tspan>\(beside)</text>\
      <rect class="track" x="0" y="\(y + 19)" width="100%" height="9" rx="2"/>\
      <rect class="\(role)" x="0" y="\(y + 19)" width="\(percent(summary.median))" \
      height="9" rx="2"><title>\(Figure.text(summary))</title></rect>\
      \(summary.median > top ? cut(y) : spread)
      """
  }

  /// Two gaps near the end of a bar that goes on.
  private func cut(_ y: Int) -> String {
    ["94%", "96%"].map { x in
      let path = "<path class=\"cut\" d=\"M4 0 0 13\"/>"
      return "<svg x=\"\(x)\" y=\"\(y + 17)\" overflow=\"visible\">\(path)</svg>"
    }.joined()
  }

  private func tick(_ x: String, _ y: Int) -> String {
    "<line class=\"spread\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(y + 20)\" y2=\"\(y + 27)\"/>"
  }
}
