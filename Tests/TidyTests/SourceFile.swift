import Foundation
import Testing

/// A Swift file of the project, read for its form.
struct SourceFile: CustomTestStringConvertible, Sendable {
  /// Path below the project's top.
  let path: String
  let lines: [String]

  var testDescription: String { path }

  /// The project's top: this file stands two folders below it.
  private static let top = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All Swift files below `folder`.
  static func all(below folder: String) -> [SourceFile] {
    let start = top.appending(path: folder)
    let found = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
    let urls = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    return urls.sorted { $0.path < $1.path }.compactMap { url in
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      return SourceFile(
        path: String(url.path.dropFirst(top.path.count + 1)),
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
  }

  /// The lines with what stands in comments taken out.
  var code: [String] {
    lines.map { line in
      line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
    }
  }

  /// The modules it imports.
  var imports: [String] {
    code.compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index < 2, index + 1 < words.count else {
        return nil
      }
      return String(words[index + 1])
    }
  }

  /// Functions with their lengths in lines, by counting braces.
  var functions: [(name: String, count: Int)] {
    var found: [(name: String, count: Int)] = []
    for (start, line) in code.enumerated()
    where line.contains("func ") || line.contains(" init(") || line.contains("deinit") {
      var depth = 0
      var opened = false
      for (offset, body) in code[start...].enumerated() {
        depth += body.count { $0 == "{" } - body.count { $0 == "}" }
        opened = opened || body.contains("{")
        if opened, depth <= 0 {
          found.append((line.trimmingCharacters(in: .whitespaces), offset + 1))
          break
        }
        // A protocol's requirement has no body.
        if !opened, offset > 0, body.trimmingCharacters(in: .whitespaces).isEmpty { break }
      }
    }
    return found
  }
}
