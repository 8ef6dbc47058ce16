import Foundation
import Glibc

/// A process that this one started, in a process group of its own so that Ctrl-C reaches it through
/// this one only.
final class ChildProcess {
  let processID: pid_t
  /// Everything it has written to standard output and standard error goes here.
  let outputPath: String
  private var status: Int32?

  /// Starts `arguments[0]`, looked up on the PATH, with its output in a file.
  init(
    _ arguments: [String], output: String, environment additions: [String: String] = [:]
  ) throws {
    outputPath = output
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A thread that holds signals back would otherwise pass that on.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    let environment = ProcessInfo.processInfo.environment.merging(additions) { $1 }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var processID: pid_t = 0
    let error = posix_spawnp(
      &processID, arguments[0], &actions, &attributes, &words, &variables)
    guard error == 0 else {
      throw Failure("cannot start \(arguments[0]): \(String(cString: strerror(error)))")
    }
    self.processID = processID
  }

  deinit { end() }

  /// What it has written so far.
  var output: String {
    FileManager.default.contents(atPath: outputPath).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }

  /// Whether it is gone.
  var hasEnded: Bool {
    if status != nil { return true }
    var status: Int32 = 0
    guard waitpid(processID, &status, WNOHANG) != 0 else { return false }
    self.status = status
    return true
  }

  /// What it ended with: 0 fine, 128 and more for a signal.
  var exitStatus: Int32? {
    status.map { $0 & 0x7f == 0 ? ($0 >> 8) & 0xff : 128 + ($0 & 0x7f) }
  }

  func send(_ signal: Int32) {
    if !hasEnded { kill(processID, signal) }
  }

  /// Whether it has a handler of its own for `signal`, proc(5).
  func catches(_ signal: Int32) -> Bool {
    let status = FileManager.default.contents(atPath: "/proc/\(processID)/status") ?? Data()
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("SigCgt:") }
    let mask = line.flatMap { UInt64($0.dropFirst(7).drop { $0 == "\t" }, radix: 16) } ?? 0
    return mask >> UInt64(signal - 1) & 1 == 1
  }

  /// Waits until it is gone; false if it is not after that time.
  func wait(seconds: Double) throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while !hasEnded {
      if ContinuousClock.now > end { return false }
      try Interruption.sleep(seconds: 0.002)
    }
    return true
  }

  /// Asks it to end, and makes it if it has not after two seconds; not cut short by anything.
  func end() {
    send(SIGTERM)
    for _ in 0..<1000 where !hasEnded { usleep(2000) }
    guard !hasEnded else { return }
    kill(processID, SIGKILL)
    while !hasEnded { usleep(2000) }
  }
}
