import LinuxIO

/// Where the process runs, as far as it can find out.
public struct ProbeEnvironment: Codable, Sendable {
  /// What uname(2) says: "Linux 6.1.0-56-cloud-amd64 x86_64".
  public var kernel: String
  /// The liburing this was built against; absent in a build without it.
  public var liburingBuilt: String?
  /// The one it runs with; absent in a build without it, or with one that is part of the program.
  public var liburingRunning: String?
  /// The sysctl kernel.io_uring_disabled; absent where the kernel has none.
  public var ioUringDisabled: Int?
  /// The sysctl kernel.io_uring_group; absent where the kernel has none.
  public var ioUringGroup: Int?
  /// "none", "strict" or "filter", seccomp(2).
  public var seccomp: String
  /// Whether nothing it starts can gain privileges.
  public var noNewPrivileges: Bool
  /// What speaks for a container.
  public var container: [String]
  /// What speaks for a virtual machine.
  public var virtualMachine: String?
  /// The security modules of the kernel; absent where it does not show them.
  public var securityModules: String?

  /// Looks around.
  static var current: ProbeEnvironment {
    let identity = SystemIdentity.current
    let restrictions = Restrictions.current
    let status = SystemText.read("/proc/self/status") ?? ""
    return ProbeEnvironment(
      kernel: "\(identity.name) \(identity.release) \(identity.machine)",
      liburingBuilt: Liburing.built, liburingRunning: Liburing.running,
      ioUringDisabled: restrictions.ioUringDisabled, ioUringGroup: restrictions.ioUringGroup,
      seccomp: seccomp(SystemText.field("Seccomp", in: status)),
      noNewPrivileges: SystemText.field("NoNewPrivs", in: status) == "1",
      container: containerHints, virtualMachine: virtualMachineHint,
      securityModules: line("/sys/kernel/security/lsm"))
  }

  private static func seccomp(_ mode: String?) -> String {
    switch mode {
    case "1": "strict"
    case "2": "filter"
    default: "none"
    }
  }

  private static func line(_ path: String) -> String? {
    guard let text = SystemText.read(path)?.prefix(while: { $0 != "\n" }), !text.isEmpty else {
      return nil
    }
    return String(text)
  }

  private static var containerHints: [String] {
    var hints: [String] = []
    for path in ["/.dockerenv", "/run/.containerenv"] where SystemText.read(path) != nil {
      hints.append(path)
    }
    // Where it may be read, the first process knows what it was started in.
    let variables = SystemText.read("/proc/1/environ")?.split(separator: "\0") ?? []
    hints += variables.filter { $0.hasPrefix("container=") }.map(String.init)
    let group = SystemText.read("/proc/self/cgroup") ?? ""
    for word in ["docker", "kubepods", "libpod", "lxc", "containerd"] where group.contains(word) {
      hints.append("cgroup names \(word)")
    }
    let kernel = SystemText.read("/proc/version") ?? ""
    if kernel.contains("gVisor") || kernel.contains("4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016") {
      hints.append("gVisor")
    }
    return hints
  }

  private static var virtualMachineHint: String? {
    let vendor = line("/sys/class/dmi/id/sys_vendor")
    let product = line("/sys/class/dmi/id/product_name")
    let isVirtual =
      SystemText.read("/proc/cpuinfo", atMost: 1 << 16)?.contains(" hypervisor") ?? false
    guard isVirtual else { return nil }
    let names = [vendor, product].compactMap { $0 }
    return names.isEmpty ? "a hypervisor" : names.joined(separator: " ")
  }
}
