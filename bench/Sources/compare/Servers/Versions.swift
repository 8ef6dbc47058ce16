import Foundation

/// What programs say about themselves.
enum Versions {
  /// The first line with a digit that a command prints.
  static func line(_ command: [String]) -> String {
    let lines = output(command).split(separator: "\n")
    let line = lines.first { $0.contains(where: \.isNumber) } ?? lines.first ?? "unknown"
    // What follows is about licences and build options.
    return line.split(separator: " Copyright")[0].trimmingCharacters(in: .whitespaces)
  }

  /// All that a command prints, on both outputs; nothing if it cannot be started.
  static func output(_ command: [String]) -> String {
    let path = NSTemporaryDirectory() + "compare-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let process = try? ChildProcess(command, output: path),
      (try? process.wait(seconds: 10)) == true
    else { return "" }
    return process.output
  }
}
