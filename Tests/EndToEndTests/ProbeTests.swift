import Foundation
import Glibc
import Subprocess
import Testing

/// `uring-server probe` as people and programs run it.
@Suite("Probe")
struct ProbeTests {
  /// The part of the JSON that is looked at here.
  struct Report: Decodable {
    struct Verdict: Decodable {
      let engine: String
      let tier: Int?
      let reason: String
    }
    struct Feature: Decodable {
      let key: String
      let state: String
      let note: String?
    }
    struct Root: Decodable {
      struct Answer: Decodable {
        let state: String
        let note: String
      }
      let fileSystem: String
      let asynchronousReads: Answer
      let changes: Answer
      let confinement: Answer
    }
    struct Remedy: Decodable {
      let title: String
      let command: String
    }
    let schema: Int
    let verdict: Verdict
    let features: [Feature]
    let root: Root?
    let remedies: [Remedy]

    func state(_ key: String) -> String? { features.first { $0.key == key }?.state }
  }

  private static let hasRings = TestEngine.all.contains(.ioUring)

  private func probe(
    _ arguments: [String] = [], prefix: [String] = [], status: Int32
  ) async throws -> Report {
    let command = prefix + [TestServer.binary, "probe", "--json"] + arguments
    let run = try await Command.run(command[0], Array(command.dropFirst()), seconds: 10)
    #expect(run.status == status, "\(run.error)")
    #expect(run.error == "")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.schema == 1)
    return report
  }

  @Test("Probe and server agree: engine, tier and reason")
  func agreement() async throws {
    let status: Int32 = Self.hasRings ? 0 : 1
    let report = try await probe(status: status)
    let site = try TestSite()
    try await TestServer.run(site, nil) { server in
      #expect(server.engine == report.verdict.engine)
      if let tier = report.verdict.tier { #expect(server.readyLine.contains(", tier \(tier),")) }
    }
  }

  @Test("The text begins with the verdict, and has no colours where nobody sees them")
  func text() async throws {
    let run = try await Command.server(["probe", "/"])
    #expect(run.output.hasPrefix(Self.hasRings ? "io_uring, tier " : "epoll: "))
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.output.contains("\nROOT\n"))
    for line in run.output.split(separator: "\n") where !line.hasPrefix("     ") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test(
    "Where a filter refuses io_uring the probe says what the server says",
    .enabled(if: hasRings, "io_uring is refused without a filter already"),
    arguments: RefusalTests.refusals, [[], TestServer.unprivileged])
  func refused(refusal: RefusalTests.Refusal, user: [String]) async throws {
    let prefix = user + refusal.prefix
    let report = try await probe(prefix: prefix, status: 1)
    #expect(report.verdict.engine == "epoll")
    #expect(report.remedies.first?.title.contains("seccomp profile") == true)
    let site = try TestSite()
    try await TestServer.run(site, nil, prefix: prefix) { server in
      let reason = report.verdict.reason.dropFirst("io_uring is refused: ".count)
      #expect(server.readyLine.hasSuffix("which is refused: \(reason)"), "\(server.readyLine)")
    }
    switch refusal.call {
    case "io_uring_setup":
      #expect(report.features.allSatisfy { $0.state == "blocked" || $0.key == "query" })
    case "io_uring_register":
      #expect(report.state("ring") == "yes")
      #expect(report.state("buffer_ring") == "blocked")
      #expect(report.state("accept") == "blocked")
      #expect(report.state("query") == "blocked")
    default:
      #expect(report.state("ring") == "yes")
      #expect(report.state("accept") == "yes")
      #expect(report.state("no_operation") == "blocked")
      #expect(report.state("cancels") == "blocked")
    }
  }

  @Test(
    "Where neither engine can run the status is 2", arguments: ["epoll_create1", "inotify_init1"])
  func neither(call: String) async throws {
    let first = RefusalTests.Refusal(error: "EPERM", call: "io_uring_setup")
    let second = RefusalTests.Refusal(error: "EPERM", call: call)
    let report = try await probe(prefix: first.prefix + second.prefix, status: 2)
    #expect(report.verdict.engine == "none")
    #expect(report.verdict.reason.contains(call))
  }

  @Test(
    "Few descriptors: less of the table, or none of it",
    .enabled(if: hasRings, "io_uring is refused here"))
  func fewDescriptors() async throws {
    let report = try await probe(prefix: ["prlimit", "--nofile=64:64"], status: 0)
    #expect(report.remedies.contains { $0.command == "ulimit -n 16384" })
  }

  @Test("On tmpfs each read takes a thread; on a disk none does")
  func roots() async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    let status: Int32 = Self.hasRings ? 0 : 1
    let disk = try await probe([site.path], status: status)
    #expect(disk.root?.confinement.state == "yes")
    let memory = "/dev/shm/uring-server-\(getpid())"
    try FileManager.default.createDirectory(atPath: memory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: memory) }
    let empty = try await probe([memory], status: status)
    #expect(empty.root?.asynchronousReads.state == "unknown")
    try Data("a".utf8).write(to: URL(fileURLWithPath: memory + "/a.txt"))
    let report = try await probe([memory], status: status)
    #expect(report.root?.fileSystem == "tmpfs")
    #expect(report.root?.asynchronousReads.state == "no")
    #expect(report.root?.changes.state == "yes")
    #expect(report.remedies.contains { $0.title.contains("local disk") })
    let system = try await probe(["/proc"], status: status)
    #expect(system.root?.changes.state == "no")
  }

  @Test("Without openat2 paths are not confined by the kernel")
  func confinement() async throws {
    let refusal = RefusalTests.Refusal(error: "EPERM", call: "openat2")
    let status: Int32 = Self.hasRings ? 0 : 1
    let report = try await probe(["/"], prefix: refusal.prefix, status: status)
    #expect(report.root?.confinement.state == "no")
  }

  @Test("A root that cannot be looked at is wrong usage, and says so")
  func wrongRoot() async throws {
    for root in ["/none/such", "/etc/passwd"] {
      let run = try await Command.server(["probe", root])
      #expect(run.status == 2)
      #expect(run.output == "")
      #expect(run.error.hasPrefix("uring-server: cannot look at \(root): "))
    }
    #expect(try await Command.server(["probe", "--jsn"]).status == 2)
  }

  @Test(
    "A tier that is demanded is taken, or refused with what it needs",
    .enabled(if: hasRings, "io_uring is refused here"))
  func tiers() async throws {
    let wrong = try await Command.server(["/", "--tier", "2"])
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("--engine io_uring"))
    #expect(try await Command.server(["/", "--engine", "io_uring", "--tier", "5"]).status == 2)
    #expect(try await !Command.server(["serve", "--help"]).output.contains("--tier"))
  }
}
