import Foundation
import Glibc

/// A directory of files made for one test; goes when the test does.
final class TestSite: Sendable {
  let path: String

  init(parent: String = NSTemporaryDirectory()) throws {
    let parent = URL(fileURLWithPath: parent).resolvingSymlinksInPath()
    let name = parent.appendingPathComponent("uring-server-test-XXXXXX").path
    var template = Array(name.utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp") }
    let made = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    path = String(decoding: made, as: UTF8.self)
    // The server may run as another user.
    guard chmod(path, 0o755) == 0 else { throw Failure(call: "chmod") }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, in place if there is one, with the directories it needs.
  func write(_ name: String, _ bytes: [UInt8], truncating: Bool = true) throws {
    makeDirectories(above: name)
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (truncating ? O_TRUNC : 0)
    let file = open(path(name), flags, 0o644)
    guard file >= 0 else { throw Failure(call: "open \(name)") }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      guard count > 0 else { throw Failure(call: "write \(name)") }
      done += count
    }
  }

  func write(_ name: String, _ text: String, truncating: Bool = true) throws {
    try write(name, Array(text.utf8), truncating: truncating)
  }

  /// Replaces a file the way careful programs do: a whole new one takes its name.
  func replace(_ name: String, _ bytes: [UInt8]) throws {
    try write(name + ".new", bytes)
    try rename(name + ".new", to: name)
  }

  func replace(_ name: String, _ text: String) throws {
    try replace(name, Array(text.utf8))
  }

  /// Makes a file of `size` bytes that takes no space, with bytes written at some offsets.
  func writeSparse(_ name: String, size: Int, _ islands: [(offset: Int, bytes: [UInt8])]) throws {
    try write(name, [])
    let file = open(path(name), O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(call: "open \(name)") }
    defer { close(file) }
    guard ftruncate(file, size) == 0 else { throw Failure(call: "ftruncate") }
    for island in islands {
      let count = pwrite(file, island.bytes, island.bytes.count, island.offset)
      guard count == island.bytes.count else { throw Failure(call: "pwrite") }
    }
  }

  /// All bytes of a file.
  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// The names in a directory.
  func names(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  func makeDirectory(_ name: String) throws {
    guard mkdir(path(name), 0o755) == 0 else { throw Failure(call: "mkdir \(name)") }
  }

  func link(_ name: String, to target: String) throws {
    makeDirectories(above: name)
    guard symlink(target, path(name)) == 0 else { throw Failure(call: "symlink \(name)") }
  }

  func remove(_ name: String) throws {
    guard Glibc.remove(path(name)) == 0 else { throw Failure(call: "remove \(name)") }
  }

  func rename(_ name: String, to other: String) throws {
    guard Glibc.rename(path(name), path(other)) == 0 else { throw Failure(call: "rename \(name)") }
  }

  func truncate(_ name: String, to size: Int) throws {
    guard Glibc.truncate(path(name), size) == 0 else { throw Failure(call: "truncate \(name)") }
  }

  func setMode(_ name: String, _ mode: mode_t) throws {
    guard chmod(path(name), mode) == 0 else { throw Failure(call: "chmod \(name)") }
  }

  /// Sets the modification time, in seconds since 1970.
  func setModified(_ name: String, _ seconds: Int) throws {
    let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    guard utimensat(AT_FDCWD, path(name), times, 0) == 0 else { throw Failure(call: "utimensat") }
  }

  private func makeDirectories(above name: String) {
    guard name.contains("/") else { return }
    var parts = name.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var known: [Substring] = []
    while let part = parts.popFirst() {
      known.append(part)
      // Fails if it is there already, which is as good.
      _ = mkdir(path(known.joined(separator: "/")), 0o755)
    }
  }
}
