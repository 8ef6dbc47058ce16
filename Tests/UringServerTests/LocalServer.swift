import Foundation
import Glibc
import LinuxIO
import Synchronization
import UringServer

/// A server within the test's own process, as programs that embed it have one.
enum LocalServer {
  /// An engine, and of io_uring a tier.
  struct Engine: Sendable {
    let choice: EngineChoice
    let tier: Int?
  }

  /// The engines that work here.
  static var engines: [Engine] {
    let features = KernelFeatures.decisive(slots: 16)
    if let refusal = features.refusal { print("Tests run over epoll alone: \(refusal)") }
    let tiers = RingTier.allCases.filter { features.refusal(of: $0) == nil }
    return [Engine(choice: .epoll, tier: nil)]
      + tiers.map { Engine(choice: .ioUring, tier: $0.rawValue) }
  }

  /// Serves a directory with one file, and one variant of it, while `body` runs.
  static func use(
    _ engine: Engine, body count: Int, _ body: (UInt16) throws -> Void
  ) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "local-\(getpid())-\(count)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let file = root.appending(path: "file.txt")
    let variant = root.appending(path: "file.txt.gz")
    for (path, byte, age) in [(file, 65 as UInt8, 3600.5), (variant, 66, 3599.5)] {
      try Data(repeating: byte, count: count).write(to: path)
      // A file this young has a weak tag, which gets two bytes shorter while the test runs.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path.path)
    }
    var configuration = Configuration(root: root.path)
    configuration.port = 0
    configuration.workers = 1
    configuration.engine = engine.choice
    configuration.tier = engine.tier
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
