import Foundation

/// Programs of others that tests use as clients; `make test-deps` installs them.
enum Tool {
  /// Whether `name` can be run; says so on standard output if it cannot.
  static func isHere(_ name: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    if candidates.contains(where: FileManager.default.isExecutableFile) { return true }
    print("Not tested, as \(name) is not here: make test-deps")
    return false
  }

  /// The project's top: this file stands three folders below it.
  static let top = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Python with httplint in an environment of its own.
  static let httplint = top + "/.build/httplint/bin/python"
}
