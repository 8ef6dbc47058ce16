import Foundation
import Glibc
import Subprocess
import SystemPackage
import Testing

/// The real server in a process of its own.
struct TestServer: Sendable {
  let processID: Int32
  let port: UInt16
  /// What the line says that it prints when it is ready.
  let readyLine: String
  private let log: String

  static let binary = builtProgram("uring-server")

  /// A program of this package, which stands beside the tests'.
  static func builtProgram(_ name: String) -> String {
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests ?? "").deletingLastPathComponent()
      .appendingPathComponent(name).path
  }

  /// The memory for files that all tests are to be run with: URING_SERVER_TEST_CACHE=64KiB.
  static let cacheSize = ProcessInfo.processInfo.environment["URING_SERVER_TEST_CACHE"]

  private static var cacheOptions: [String] { cacheSize.map { ["--cache-size", $0] } ?? [] }

  /// Arguments that start it without root's privileges, if this is root.
  static var unprivileged: [String] {
    guard geteuid() == 0 else { return [] }
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
  }

  /// Serves `site` for as long as `body` takes, on a free port, then stops the server.
  ///
  /// `nil` leaves the choice of the engine to the server. It must end by itself and with `status`;
  /// `prefix` is a command that starts it in some way.
  static func run<Result: Sendable>(
    _ site: TestSite, _ engine: TestEngine?, _ options: [String] = [], prefix: [String] = [],
    subcommand: [String] = [], status: TerminationStatus = .exited(0),
    _ body: (TestServer) async throws -> Result
  ) async throws -> Result {
    await Turnstile.servers.enter()
    let options = cacheOptions + options + (engine?.options ?? [])
    let outcome = await result {
      try await run(site, options, prefix, subcommand, status) { server in
        if let engine { #expect(server.engine == engine.name, "\(server.readyLine)") }
        return try await body(server)
      }
    }
    await Turnstile.servers.leave()
    return try outcome.get()
  }

  private static func run<Result: Sendable>(
    _ site: TestSite, _ options: [String], _ prefix: [String], _ subcommand: [String],
    _ status: TerminationStatus, _ body: (TestServer) async throws -> Result
  ) async throws -> Result {
    try await withTaskExecutorPreference(BlockingExecutor.shared) {
      // Beside the site, so that it is no part of it.
      let log = site.path + ".log"
      defer { unlink(log) }
      var arguments = prefix + [binary] + subcommand + [site.path, "--port", "0"] + options
      let executable = arguments.removeFirst()
      let output = try FileDescriptor.open(
        FilePath(log), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
      let outcome = try await Subprocess.run(
        executable.contains("/") ? .path(FilePath(executable)) : .name(executable),
        arguments: Arguments(arguments), input: .none, output: .discarded,
        error: .fileDescriptor(output, closeAfterSpawningProcess: true)
      ) { execution in
        let processID = Int32(execution.processIdentifier.value)
        defer { end(processID) }
        // Not thrown from here: how the server ended may be what explains it.
        return await result { try await body(TestServer(processID, log)) }
      }
      #expect(outcome.terminationStatus == status, "the server ended: \(text(log))")
      return try outcome.closureResult.get()
    }
  }

  private nonisolated(nonsending) static func result<Result: Sendable>(
    _ body: () async throws -> Result
  ) async -> Swift.Result<Result, any Error> {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }

  /// Waits until it says that it is ready.
  private init(_ processID: Int32, _ log: String) throws {
    self.processID = processID
    self.log = log
    let isReady = eventually(within: 30) {
      TestServer.text(log).contains("\n") || TestServer.hasEnded(processID)
    }
    readyLine = String(TestServer.text(log).prefix { $0 != "\n" })
    guard isReady, let number = readyLine.firstMatch(of: /:(\d+)\/ \(/)?.output.1,
      let port = UInt16(number)
    else { throw Failure("the server did not start: \(readyLine)") }
    self.port = port
  }

  /// Asks a process to end, and makes it if it does not.
  private static func end(_ processID: Int32) {
    guard !hasEnded(processID) else { return }
    kill(processID, SIGTERM)
    if !eventually(within: 20, { hasEnded(processID) }) { kill(processID, SIGKILL) }
  }

  /// The processor's time that it has used, in ticks of a hundredth of a second, proc(5).
  var processorTicks: Int {
    // The name may hold spaces; user and system time are the 12th and 13th field behind it.
    let fields = TestServer.text("/proc/\(processID)/stat").split(separator: ")").last ?? ""
    let numbers = fields.split(separator: " ")
    return (Int(numbers[11]) ?? 0) + (Int(numbers[12]) ?? 0)
  }

  /// Whether the process is gone, but for its parent that still has to take note.
  private static func hasEnded(_ processID: Int32) -> Bool {
    let facts = text("/proc/\(processID)/stat")
    // The state follows the name, which is in parentheses.
    return facts.isEmpty || facts.contains(") Z ")
  }

  /// All that a file holds, of proc(5) too: Foundation stops early where a file states no length.
  private static func text(_ path: String) -> String {
    String(decoding: bytes(path), as: UTF8.self)
  }

  private static func bytes(_ path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    while true {
      let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, read(file, buffer.baseAddress, buffer.count))
      }
      guard !part.isEmpty else { return bytes }
      bytes += part
    }
  }

  /// The lines of /proc/net/tcp for a local address; of thousands, few are to be looked at.
  private static func connections(at local: String) -> [String] {
    bytes("/proc/net/tcp").split(separator: UInt8(ascii: "\n")).filter { line in
      // A number, a colon, a space and the address.
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
      return line[colon...].dropFirst(2).starts(with: local.utf8)
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: While it runs

  /// The engine that it says it runs on.
  var engine: String? {
    readyLine.firstMatch(of: /\/ \((\w+)[,)]/).map { String($0.output.1) }
  }

  private var site: String { String(log.dropLast(".log".count)) }

  /// All it has written to standard error.
  var standardError: String { TestServer.text(log) }

  var hasEnded: Bool { TestServer.hasEnded(processID) }

  func url(_ target: String) -> String { "http://127.0.0.1:\(port)\(target)" }

  func send(_ signal: Int32) {
    kill(processID, signal)
  }

  func connect(receiveBytes: Int32? = nil) throws -> RawClient {
    try RawClient(port: port, receiveBytes: receiveBytes)
  }

  /// What the descriptors of the process are open for, proc_pid_fd(5).
  var descriptors: [String] {
    let directory = "/proc/\(processID)/fd"
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let all = numbers.compactMap { number in
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/\(number)")
    }.sorted()
    // With little memory more files are known by their descriptors.
    return TestServer.cacheSize == nil ? all : all.filter { !$0.hasPrefix(site + "/") }
  }

  /// Connections that the server's end has not let go of, as lines of /proc/net/tcp; sockets in a
  /// ring's descriptor table are not among the process's descriptors.
  var connections: [String] {
    let hex = String(port, radix: 16, uppercase: true)
    let local = "0100007F:" + String(repeating: "0", count: 4 - hex.count) + hex
    return TestServer.connections(at: local).filter { line in
      let columns = line.split(separator: " ")
      // All but TIME_WAIT, CLOSE and LISTEN.
      return !["06", "07", "0A"].contains(columns[3])
    }
  }

  var connectionCount: Int { connections.count }

  /// Whether all connections come to be let go of, so that no socket but each worker's is left.
  ///
  /// Both are asked: a socket of a ring is no descriptor, and the kernel's list is no snapshot.
  func isIdle(workers: Int) -> Bool {
    let isIdle = eventually {
      connectionCount == 0 && descriptors.count { $0.hasPrefix("socket:") } == workers
    }
    if !isIdle { print("not let go of: \(connections), \(descriptors)") }
    return isIdle
  }

  /// Whether it comes to rest: its clients take nothing, and their sockets hold no more.
  ///
  /// On a busy machine a thread that wants to run can wait longer than one that has nothing to do,
  /// so each must be asleep and have stayed so.
  func isStalling() -> Bool {
    let clock = ContinuousClock()
    var last: [String] = []
    var since = clock.now
    return eventually(within: 30) {
      let threads = sleepingThreads
      if threads == nil || threads != last { since = clock.now }
      last = threads ?? []
      return since.duration(to: clock.now) > .milliseconds(300)
    }
  }

  /// Each thread and the time it has run, proc_pid_schedstat(5); `nil` if one is not asleep.
  private var sleepingThreads: [String]? {
    let directory = "/proc/\(processID)/task"
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    var threads: [String] = []
    for number in numbers.sorted() {
      guard TestServer.text("\(directory)/\(number)/stat").contains(") S ") else { return nil }
      let nanoseconds = TestServer.text("\(directory)/\(number)/schedstat").prefix { $0 != " " }
      threads.append("\(number) \(nanoseconds)")
    }
    return threads
  }

  /// Whether a connection is refused.
  var isRefusing: Bool {
    do {
      _ = try RawClient(port: port)
      return false
    } catch {
      return errno == ECONNREFUSED
    }
  }
}
