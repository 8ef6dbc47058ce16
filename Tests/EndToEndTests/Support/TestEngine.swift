import Foundation
import Testing

/// An engine, and of io_uring a tier; the one list that tests run over.
enum TestEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// The best tier there is.
  case ioUring = "io_uring"
  case ioUring2 = "io_uring/2"
  case ioUring3 = "io_uring/3"
  case ioUring4 = "io_uring/4"
  case epoll

  var testDescription: String { rawValue }

  /// The name that `--engine` knows it by.
  var name: String { String(rawValue.prefix { $0 != "/" }) }

  /// What makes the server take it.
  var options: [String] {
    let parts = rawValue.split(separator: "/").map(String.init)
    return ["--engine", parts[0]] + (parts.count > 1 ? ["--tier", parts[1]] : [])
  }

  /// Those that can serve here: a tier only where build and machine offer it.
  ///
  /// The environment can name fewer: URING_SERVER_TEST_ENGINES=io_uring/3,epoll.
  static let all: [TestEngine] = {
    if let names = ProcessInfo.processInfo.environment["URING_SERVER_TEST_ENGINES"] {
      return names.split(separator: ",").map { name in
        guard let engine = TestEngine(rawValue: String(name)) else {
          preconditionFailure("URING_SERVER_TEST_ENGINES: there is no engine \(name)")
        }
        return engine
      }
    }
    guard let reason = ioUringRefusal else {
      // What a cache does is not the ring's to change.
      if TestServer.cacheSize != nil { return [.ioUring, .epoll] }
      return allCases.filter { $0 == .ioUring || $0 == .epoll || $0.refusal == nil }
    }
    print("Tests run over epoll alone: \(reason)")
    return [.epoll]
  }()

  /// Why io_uring cannot be used here; `nil` if it can.
  static let ioUringRefusal = TestEngine.ioUring.refusal

  /// Why it cannot be used here; `nil` if it can.
  ///
  /// The server is asked. That it is not wrong itself is for the ring's own tests to say.
  private var refusal: String? {
    #if IOUring
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: TestServer.binary)
    process.arguments = ["/", "--port", "0", "--workers", "1"] + options
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
    return self == .epoll ? nil : "this build has no other engine"
    #endif
  }
}
