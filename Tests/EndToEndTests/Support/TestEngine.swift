import Foundation
import Testing

/// An engine under the name that `--engine` knows it by; the one list that tests run over.
enum TestEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case ioUring = "io_uring"
  case epoll

  var testDescription: String { rawValue }

  /// Those that can serve here: io_uring only where the build has it and the machine lets it be.
  static let all: [TestEngine] = {
    guard let reason = ioUringRefusal else { return allCases }
    print("Tests run over epoll alone: \(reason)")
    return [.epoll]
  }()

  /// Why io_uring cannot be used here; `nil` if it can.
  ///
  /// The server is asked. That it is not wrong itself is for the ring's own tests to say.
  static let ioUringRefusal: String? = {
    #if IOUring
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: TestServer.binary)
    process.arguments = ["/", "--port", "0", "--workers", "1", "--engine", "io_uring"]
    process.standardError = output
    do {
      try process.run()
    } catch {
      return "the server cannot be run: \(error)"
    }
    // A line is one write, pipe(7).
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    process.terminate()
    process.waitUntilExit()
    return line.contains("io_uring is refused") ? line.filter { $0 != "\n" } : nil
    #else
    return "this build has no other engine"
    #endif
  }()
}
