import Glibc

/// What may keep a process from using io_uring, as far as it can find out.
package struct Restrictions: Sendable {
  /// The sysctl kernel.io_uring_disabled (Linux 6.6): 0 nobody, 1 the unprivileged, 2 everybody;
  /// `nil` where the kernel has no such setting.
  package var ioUringDisabled: Int?
  /// The sysctl kernel.io_uring_group: whose members 1 does not concern; -1 is no group.
  package var ioUringGroup: Int?
  /// Whether a seccomp(2) filter decides which system calls it may make.
  package var hasSeccompFilter: Bool
  /// Whether it may do as root does (CAP_SYS_ADMIN), which 1 does not concern either.
  package var isAdministrator: Bool
  /// Whether it is in the group that the sysctl names.
  package var isInGroup: Bool

  package init(
    ioUringDisabled: Int? = nil, ioUringGroup: Int? = nil, hasSeccompFilter: Bool = false,
    isAdministrator: Bool = false, isInGroup: Bool = false
  ) {
    self.ioUringDisabled = ioUringDisabled
    self.ioUringGroup = ioUringGroup
    self.hasSeccompFilter = hasSeccompFilter
    self.isAdministrator = isAdministrator
    self.isInGroup = isInGroup
  }

  /// Whether the sysctl forbids it to this process.
  package var isForbiddenBySetting: Bool {
    switch ioUringDisabled {
    case nil, 0: false
    case 1: !isAdministrator && !isInGroup
    default: true
    }
  }

  /// Those that this process is under, proc(5).
  package static var current: Restrictions {
    let status = SystemText.read("/proc/self/status") ?? ""
    let group = number("/proc/sys/kernel/io_uring_group")
    let capabilities = SystemText.field("CapEff", in: status).flatMap { UInt64($0, radix: 16) } ?? 0
    let groups = (SystemText.field("Groups", in: status) ?? "").split(separator: " ")
    return Restrictions(
      ioUringDisabled: number("/proc/sys/kernel/io_uring_disabled"), ioUringGroup: group,
      hasSeccompFilter: SystemText.field("Seccomp", in: status) == "2",
      // CAP_SYS_ADMIN, capabilities(7).
      isAdministrator: capabilities & 1 << 21 != 0,
      isInGroup: group.map { $0 == Int(getegid()) || groups.contains("\($0)") } ?? false)
  }

  private static func number(_ path: String) -> Int? {
    SystemText.read(path).flatMap { Int($0.prefix { $0 != "\n" }) }
  }
}
