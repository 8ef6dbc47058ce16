import Foundation

/// The median and the tail of several servers' latencies on a logarithmic scale, as inline SVG.
struct LatencyChart {
  let rows: [Row]

  private static let pitch = 40
  private static let marks: [Metric] = [.latencyP50, .latencyP99, .latencyP999]

  var svg: String {
    let values = rows.flatMap { row in
      LatencyChart.marks.compactMap { row.summaries[$0]?.median }
    }
    guard let low = values.min(), let high = values.max(), low > 0 else { return "" }
    let first = floor(log10(low))
    let last = max(first + 1, ceil(log10(high)))
    let place = { (value: Double) in (log10(value) - first) / (last - first) }
    let height = rows.count * LatencyChart.pitch
    let grid = stride(from: first, through: last, by: 1).map { power in
      gridLine(pow(10, power), at: place(pow(10, power)), height: height)
    }
    let lines = rows.enumerated().map { line($1, y: $0 * LatencyChart.pitch, place) }
    return """
      <svg role="img" aria-label="Latency percentiles" width="100%" height="\(height + 22)">
      \((grid + lines).joined(separator: "\n"))
      </svg>
      """
  }

  private func gridLine(_ value: Double, at place: Double, height: Int) -> String {
    let x = HTML.percent(100 * place)
    let anchor = place < 0.01 ? "start" : place > 0.99 ? "end" : "middle"
    let (scaled, unit) =
      value < 1e3 ? (value, "µs") : value < 1e6 ? (value / 1e3, "ms") : (value / 1e6, "s")
    let label = "\(Int(scaled.rounded())) \(unit)"
    return """
      <line class="grid" x1="\(x)" x2="\(x)" y1="0" y2="\(height + 4)"/>\
      <text class="value" x="\(x)" y="\(height + 18)" text-anchor="\(anchor)">\(label)</text>
      """
  }

  private func line(_ row: Row, y: Int, _ place: (Double) -> Double) -> String {
    let name = "<text x=\"0\" y=\"\(y + 13)\">\(HTML.escaped(row.program.title))</text>"
    let medians = LatencyChart.marks.compactMap { row.summaries[$0]?.median }
    guard medians.count == 3 else {
      return name + HTML.remark("invalid", y: y + 13)
    }
    let x = medians.map { HTML.percent(100 * place($0)) }
    let texts = medians.map { Figure.text($0) }.joined(separator: " · ")
    let role = row.program.role.rawValue
    return """
      \(name)<text class="value" x="100%" y="\(y + 13)" text-anchor="end">\(texts)</text>\
      <line class="reach \(role)" x1="\(x[0])" x2="\(x[2])" y1="\(y + 26)" y2="\(y + 26)"/>\
      <circle class="\(role)" cx="\(x[0])" cy="\(y + 26)" r="5"/>\
      \(mark("M0-6 6 0 0 6-6 0Z", role, x[1], y))\(mark("M-2-7h4v14h-4Z", role, x[2], y))
      """
  }

  /// A path around the origin; only a nested picture can be moved by percentages.
  private func mark(_ path: String, _ role: String, _ x: String, _ y: Int) -> String {
    """
    <svg x="\(x)" y="\(y + 26)" overflow="visible"><path class="\(role)" d="\(path)"/></svg>
    """
  }
}
