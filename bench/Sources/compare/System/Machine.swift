import Foundation

/// The machine that was measured on.
struct Machine: Codable {
  let processor: String
  let processorCount: Int
  let memoryBytes: UInt64
  let kernel: String
  let system: String
  /// Frequency governor of the CPUs, where there is one to see.
  let governor: String?
  /// Hypervisor, if the processor tells of one.
  let isVirtual: Bool
  /// What the kernel does about each flaw of the processor.
  let mitigations: [String: String]

  /// This machine.
  init() {
    let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    processor = Machine.value(of: "model name", in: cpu) ?? "unknown"
    processorCount = ProcessInfo.processInfo.processorCount
    memoryBytes = ProcessInfo.processInfo.physicalMemory
    kernel = KernelFigures.line("/proc/sys/kernel/osrelease") ?? "unknown"
    let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    system =
      release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
      .map { $0.dropFirst(12).filter { $0 != "\"" } } ?? "unknown"
    governor = KernelFigures.line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    isVirtual = Machine.value(of: "flags", in: cpu)?.contains(" hypervisor") ?? false
    let folder = "/sys/devices/system/cpu/vulnerabilities"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    mitigations = Dictionary(
      uniqueKeysWithValues: names.map { ($0, KernelFigures.line("\(folder)/\($0)") ?? "unknown") })
  }

  /// One line for people.
  var summary: String {
    let memory = Int((Double(memoryBytes) / 1_073_741_824).rounded())
    return "\(processor), \(processorCount) CPUs\(isVirtual ? " (virtual machine)" : ""), "
      + "\(memory) GiB, Linux \(kernel), \(system), governor \(governor ?? "not visible")"
  }

  /// The first value of a key in /proc/cpuinfo.
  static func value(of key: String, in text: String) -> String? {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == key {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }
}
