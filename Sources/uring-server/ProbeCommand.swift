import ArgumentParser
import Glibc
import LinuxIO
import Probe
import UringServer

/// Tells what this machine offers, and what a server would do with it.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Tell what the kernel offers, what the server will use, and how to get more.",
    discussion: """
      Needs no privilege, takes two seconds at the most and leaves nothing behind.
      Exit status: 0 io_uring will be used, 1 epoll will be, 2 neither can run, or usage.
      """)

  @Argument(help: "Directory whose file system is looked at too.")
  var root: String?

  @Flag(help: "Print JSON, as docs/probe.md describes it.")
  var json = false

  func run() throws {
    let report: ProbeReport
    do throws(ServerError) {
      report = try Prober.run(root: root)
    } catch {
      Program.say("uring-server: \(error)")
      throw ExitCode(2)
    }
    let isColoured = isatty(STDOUT_FILENO) == 1 && SystemText.variable("NO_COLOR") == nil
    print(
      json ? report.json + "\n" : ProbeText.make(report, isColoured: isColoured), terminator: "")
    if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
  }
}
