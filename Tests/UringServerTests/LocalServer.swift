import Foundation
import Glibc
import LinuxIO
import Synchronization
import UringServer

/// A server within the test's own process, as programs that embed it have one.
enum LocalServer {
  /// The engines that work here.
  static var engines: [EngineChoice] {
    var engines = [EngineChoice.epoll]
    #if IOUring
    do throws(RingSetupError) {
      _ = try ExercisedRing(slots: 16)
      engines.append(.ioUring)
    } catch {
      print("Tests run over epoll alone: \(error)")
    }
    #endif
    return engines
  }

  /// Serves a directory with one file while `body` runs.
  static func use(
    _ engine: EngineChoice, body count: Int, _ body: (UInt16) throws -> Void
  ) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "local-\(getpid())-\(count)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let file = root.appending(path: "file.txt")
    try Data(repeating: 65, count: count).write(to: file)
    // A file this young has a weak tag, which gets two bytes shorter while the test runs.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: file.path)
    var configuration = Configuration(root: root.path)
    configuration.port = 0
    configuration.workers = 1
    configuration.engine = engine
    let server = Server(configuration)
    let port = Mutex(UInt16(0))
    let isReady = CountingSemaphore()
    let hasEnded = CountingSemaphore()
    try LinuxIO.Thread.start {
      try? server.run { status in
        let digits = status.url.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
        port.withLock { $0 = UInt16(digits) ?? 0 }
        isReady.signal()
      }
      hasEnded.signal()
    }
    isReady.wait()
    defer {
      server.drain()
      hasEnded.wait()
    }
    try body(port.withLock { $0 })
  }
}
