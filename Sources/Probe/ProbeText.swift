/// The report for people: no line is longer than a terminal is wide.
public struct ProbeText {
  private static let width = 80
  private let report: ProbeReport
  private let isColoured: Bool
  private var lines: [String] = []

  /// The text of a report; with colours if it goes to a terminal.
  public static func make(_ report: ProbeReport, isColoured: Bool) -> String {
    var text = ProbeText(report: report, isColoured: isColoured)
    text.write()
    return text.lines.joined(separator: "\n") + "\n"
  }

  private init(report: ProbeReport, isColoured: Bool) {
    self.report = report
    self.isColoured = isColoured
  }

  private mutating func write() {
    let verdict = report.verdict
    let name = verdict.tier.map { "\(verdict.engine), tier \($0)" } ?? verdict.engine
    wrap("\(name): \(verdict.reason)", style: .bold)
    writeFeatures()
    writeLimits()
    writeEnvironment()
    writeRoot()
    if !report.contradictions.isEmpty {
      title("WHAT THE KERNEL'S VERSION DOES NOT EXPLAIN")
      for line in report.contradictions { wrap(line, indent: "  ") }
    }
    writeRemedies()
  }

  // MARK: Parts

  private mutating func writeFeatures() {
    title(
      "FEATURE".padded(34) + "STATE".padded(9) + "HOW".padded(18) + "SINCE".padded(7) + "FOR TIER")
    for feature in report.features {
      let state = coloured(feature.state.padded(9), style(of: feature.state))
      let tier = feature.tier.map { "\($0)" } ?? "-"
      lines.append(
        feature.title.padded(34) + state + feature.how.padded(18) + feature.since.padded(7) + tier)
      let use = feature.use.map { "for \($0); without it \(feature.loss)" } ?? feature.loss
      wrap(use, indent: "    ", style: .dim)
      if let note = feature.note, note != use { wrap("seen: \(note)", indent: "    ", style: .dim) }
    }
  }

  private mutating func writeLimits() {
    let limits = report.limits
    title("LIMITS")
    let needed = "\(limits.lockedMemoryNeeded / 1024) KiB for \(limits.workers) workers"
    row("locked memory", "\(kibibytes(limits.lockedMemory)); \(needed)")
    row("open files", text(limits.openFiles))
    row("processes", text(limits.processes))
    if let count = limits.connectionsPerWorker { row("connections", "\(count) a worker") }
    if let bounded = limits.kernelThreadsBounded, let others = limits.kernelThreadsUnbounded {
      row(
        "kernel threads",
        "\(bounded) for files, \(others) for all else; the server bounds them to "
          + "\(ProbeLimits.threads)")
    }
  }

  private mutating func writeEnvironment() {
    let environment = report.environment
    title("ENVIRONMENT")
    row("kernel", environment.kernel)
    let running = environment.liburingRunning.map { "running with \($0)" } ?? "part of the program"
    row(
      "liburing",
      environment.liburingBuilt.map { "built against \($0), \(running)" } ?? "none in this build")
    row(
      "sysctls",
      "kernel.io_uring_disabled \(environment.ioUringDisabled.map { "\($0)" } ?? "absent"), "
        + "kernel.io_uring_group \(environment.ioUringGroup.map { "\($0)" } ?? "absent")")
    let privileges = environment.noNewPrivileges ? ", no new privileges" : ""
    row("seccomp", environment.seccomp + privileges)
    row("container", environment.container.joinedOrNone)
    row("virtual machine", environment.virtualMachine ?? "no sign of one")
    row("security modules", environment.securityModules ?? "not shown")
  }

  private mutating func writeRoot() {
    guard let root = report.root else { return }
    title("ROOT")
    row("path", root.path)
    row("file system", root.fileSystem)
    for (name, answer) in [
      ("reads", root.asynchronousReads), ("changes", root.changes),
      ("confinement", root.confinement),
    ] {
      row(name, "\(answer.state): \(answer.note)")
    }
  }

  private mutating func writeRemedies() {
    guard !report.remedies.isEmpty else { return }
    title("TO GET MORE")
    for (number, remedy) in report.remedies.enumerated() {
      wrap("\(number + 1). \(remedy.title):", indent: "  ")
      // Not broken, so that it can be pasted.
      lines.append("     \(remedy.command)")
    }
  }

  // MARK: Lines

  private enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  private func style(of state: String) -> Style {
    switch state {
    case "yes": .green
    case "limited": .yellow
    case "blocked": .red
    default: .plain
    }
  }

  private func coloured(_ text: String, _ style: Style) -> String {
    isColoured && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  private mutating func title(_ text: String) {
    lines.append("")
    lines.append(coloured(text, .bold))
  }

  private mutating func row(_ name: String, _ text: String) {
    wrap("  " + name.padded(18) + text, hanging: 20)
  }

  /// Appends `text`, broken between words.
  private mutating func wrap(
    _ text: String, indent: String = "", hanging: Int? = nil, style: Style = .plain
  ) {
    var line = indent
    let next = String(repeating: " ", count: hanging ?? indent.count)
    var isFirst = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isFirst, line.count + 1 + word.count > ProbeText.width {
        lines.append(coloured(line, style))
        line = next + word
      } else {
        line += isFirst ? String(word) : " " + word
      }
      isFirst = false
    }
    lines.append(coloured(line, style))
  }

  private func text(_ limit: ProbeLimits.Limit) -> String {
    let soft = limit.soft.map { "\($0)" } ?? "unlimited"
    let hard = limit.hard.map { "\($0)" } ?? "unlimited"
    return soft == hard ? soft : "\(soft), may be raised to \(hard)"
  }

  private func kibibytes(_ limit: ProbeLimits.Limit) -> String {
    limit.hard.map { "\($0 / 1024) KiB" } ?? "unlimited"
  }
}

extension String {
  /// Filled with spaces to a column's width; one at the least.
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}

extension [String] {
  fileprivate var joinedOrNone: String { isEmpty ? "no sign of one" : joined(separator: ", ") }
}
