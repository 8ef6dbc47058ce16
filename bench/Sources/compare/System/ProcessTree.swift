import Foundation
import Glibc

/// A process and all that descend from it, looked at from outside.
struct ProcessTree {
  let root: pid_t

  /// The processes that are there now.
  var members: [pid_t] {
    var parents: [pid_t: pid_t] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let processID = pid_t(name), let fields = ProcessTree.statistics(processID) else {
        continue
      }
      parents[processID] = pid_t(fields[1])
    }
    return parents.keys.filter { start in
      var processID: pid_t? = start
      while let current = processID, current > 1, current != root { processID = parents[current] }
      return processID == root
    }.sorted()
  }

  /// CPU time spent so far.
  var processorTime: ProcessorTime {
    members.reduce(into: ProcessorTime()) { sum, processID in
      sum.totalSeconds += ProcessTree.clockSeconds(processID)
      guard let fields = ProcessTree.statistics(processID), fields.count > 12 else { return }
      // User and system time in clock ticks, proc_pid_stat(5).
      let tick = 1 / Double(sysconf(Int32(_SC_CLK_TCK)))
      sum.userSeconds += (Double(fields[11]) ?? 0) * tick
      sum.systemSeconds += (Double(fields[12]) ?? 0) * tick
    }
  }

  /// Bytes of memory in all: pages shared by several processes count for each by its share.
  var proportionalSetBytes: Int {
    members.reduce(0) { sum, processID in
      let text = (try? String(contentsOfFile: "/proc/\(processID)/smaps_rollup", encoding: .utf8))
      return sum + 1024 * (KernelFigures.value(of: "Pss", in: text ?? "") ?? 0)
    }
  }

  /// Nanosecond clock of a process's CPU time: all its threads, those that have ended and the
  /// kernel's io_uring workers (which are threads of the process) included.
  private static func clockSeconds(_ processID: pid_t) -> Double {
    var clock: clockid_t = 0
    var time = timespec()
    guard clock_getcpuclockid(processID, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func statistics(_ processID: pid_t) -> [Substring]? {
    guard let text = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8) else {
      return nil
    }
    return fields(ofStatistics: text)
  }

  /// The columns of /proc/PID/stat that follow the name: state, parent and so on.
  ///
  /// The name stands in parentheses and may hold anything, parentheses and spaces too.
  static func fields(ofStatistics text: String) -> [Substring]? {
    guard let end = text.lastIndex(of: ")") else { return nil }
    return text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
  }
}
