import Foundation

/// Pieces of HTML.
enum HTML {
  /// Text with what HTML would take for its own written otherwise.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// A length such as 12.34%.
  static func percent(_ value: Double) -> String { String(format: "%.2f%%", value) }

  /// Words at the right end of a chart's line where a figure is missing.
  static func remark(_ text: String, y: Int) -> String {
    "<text class=\"bad\" x=\"100%\" y=\"\(y)\" text-anchor=\"end\">\(escaped(text))</text>"
  }

  /// A table whose first column holds names.
  static func table(_ heading: [String], _ lines: [[String]]) -> String {
    let head = heading.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = lines.map { cells in
      let rest = cells.dropFirst().map { "<td>\(escaped($0))</td>" }.joined()
      return "<tr><th scope=\"row\">\(escaped(cells[0]))</th>\(rest)</tr>"
    }.joined(separator: "\n")
    return """
      <div class="scroll"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)
      </tbody></table></div>
      """
  }
}
