/// Why io_uring cannot be used, or not as well as was asked for.
package struct RingSetupError: Error, Sendable, CustomStringConvertible {
  /// The step that failed, by the system call where there is one.
  package let step: String
  package let errno: Errno
  private let tier: RingTier
  private let restrictions: Restrictions
  private let isBuiltIn: Bool

  package init(
    step: String, errno: Errno, needs tier: RingTier = .four,
    _ restrictions: Restrictions = .current, _ isBuiltIn: Bool = true
  ) {
    self.step = step
    self.errno = errno
    self.tier = tier
    self.restrictions = restrictions
    self.isBuiltIn = isBuiltIn
  }

  package var description: String {
    isBuiltIn
      ? "\(step): \(errno). \(remedies.joined(separator: " "))"
      : "this build is without it. Build it with the package trait IOUring, the default."
  }

  /// What the person at the machine can do about it, likeliest first.
  package var remedies: [String] {
    switch errno {
    case .notPermitted, .accessDenied: permission
    case .notImplemented: absence
    case .invalidArgument, .notSupported: ["The kernel is too old: \(wanted)."]
    case .outOfMemory: ["Raise the limit on locked memory (ulimit -l), or use fewer workers."]
    case .tooManyFiles, .fileTableFull:
      ["Raise the limit on open files (ulimit -n), or lower the number of connections."]
    default: ["See io_uring_setup(2)."]
    }
  }

  private var wanted: String {
    switch tier {
    case .one: "tier 1 needs Linux 6.17"
    case .two: "tier 2 needs Linux 6.1"
    case .three: "tier 3 needs Linux 5.19"
    case .four: "Linux 6.1 or newer is best, 5.11 needed"
    }
  }

  /// Who forbids it: the sysctl and the filter both answer EPERM.
  private var permission: [String] {
    var reasons: [String] = []
    if restrictions.isForbiddenBySetting, let setting = restrictions.ioUringDisabled {
      reasons.append(
        setting == 1
          ? "The sysctl kernel.io_uring_disabled is 1: set it to 0, or run as a member of the "
            + "group that kernel.io_uring_group names."
          : "The sysctl kernel.io_uring_disabled is \(setting): set it to 0.")
    }
    if restrictions.hasSeccompFilter {
      reasons.append("A seccomp filter decides about system calls here: \(profile).")
    }
    return reasons.isEmpty ? ["A security module forbids it: see its log."] : reasons
  }

  /// Who knows nothing of it: a kernel without it, a filter that says so, or a kernel in the
  /// kernel's place, which may know a part.
  private var absence: [String] {
    if restrictions.hasSeccompFilter {
      let hides = "The seccomp filter here hides it: \(profile)."
      return restrictions.ioUringDisabled != nil
        ? [hides]
        : ["The kernel has no io_uring, or the seccomp filter here hides it: \(profile)."]
    }
    return step == "io_uring_setup"
      ? ["The kernel or the sandbox has no io_uring (CONFIG_IO_URING): \(wanted)."]
      : ["The sandbox has only a part of io_uring, as gVisor does: run outside of it."]
  }

  private var profile: String {
    "have the container's profile allow io_uring_setup, io_uring_enter and io_uring_register"
  }
}
