import Glibc
import Subprocess
import SystemPackage

/// A command that was run to its end.
struct Command {
  /// Exit status; a signal's number plus 128 if one ended it.
  let status: Int32
  let output: String
  let error: String

  /// Runs a program by path or name, with an end to its time.
  static func run(
    _ program: String, _ arguments: [String], directory: String? = nil, seconds: Int = 60
  ) async throws -> Command {
    try await withTaskExecutorPreference(BlockingExecutor.shared) {
      let outcome = try await Subprocess.run(
        .name("timeout"), arguments: Arguments(["\(seconds)", program] + arguments),
        workingDirectory: directory.map { FilePath($0) }, input: .none,
        output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
      let status: Int32 =
        switch outcome.terminationStatus {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
      return Command(
        status: status, output: outcome.standardOutput, error: outcome.standardError)
    }
  }

  /// Runs the server, which is expected to end by itself.
  static func server(_ arguments: [String]) async throws -> Command {
    try await run(TestServer.binary, arguments, seconds: 20)
  }
}
