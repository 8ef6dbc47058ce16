import Foundation
import Glibc

/// A directory that goes when the test does.
package final class TestDirectory {
  package let path: String

  package init() throws {
    let pattern = FileManager.default.temporaryDirectory
      .appendingPathComponent("uring-server-test-XXXXXX").path
    var template = Array(pattern.utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure(call: "mkdtemp") }
    let name = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    path = String(decoding: name, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  package func path(_ name: String) -> String { path + "/" + name }

  package func write(_ name: String, _ text: String) throws {
    let file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw TestFailure(call: "open") }
    defer { close(file) }
    guard Glibc.write(file, text, text.utf8.count) == text.utf8.count else {
      throw TestFailure(call: "write")
    }
  }
}
