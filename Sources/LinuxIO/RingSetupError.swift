#if IOUring
/// Why no ring could be made that this server can run on.
package struct RingSetupError: Error, Sendable, CustomStringConvertible {
  /// The step that failed, by the system call where there is one.
  package let step: String
  package let errno: Errno
  private let restrictions: Restrictions

  package init(step: String, errno: Errno, _ restrictions: Restrictions = .current) {
    self.step = step
    self.errno = errno
    self.restrictions = restrictions
  }

  package var description: String { "\(step): \(errno). \(remedy)" }

  /// What the person at the machine can do about it.
  private var remedy: String {
    switch errno {
    case .notPermitted, .accessDenied: permission
    case .notImplemented:
      restrictions.hasSeccompFilter
        ? "The kernel has no io_uring, or the seccomp filter here hides it: \(profile)."
        : "The kernel or the sandbox has no io_uring; Linux 6.1 or newer is best, 5.19 needed."
    case .invalidArgument: "The kernel is too old: Linux 6.1 or newer is best, 5.19 needed."
    case .outOfMemory: "Raise the limit on locked memory (ulimit -l), or use fewer workers."
    case .tooManyFiles:
      "Raise the limit on open files (ulimit -n), or lower the number of connections."
    default: "See io_uring_setup(2)."
    }
  }

  /// Who forbids it: the sysctl and the filter both answer EPERM.
  private var permission: String {
    let setting = restrictions.ioUringDisabled
    var reasons: [String] = []
    if setting == 1 {
      reasons.append(
        "The sysctl kernel.io_uring_disabled is 1: set it to 0, or run as a member of the group "
          + "that kernel.io_uring_group names.")
    } else if setting > 1 {
      reasons.append("The sysctl kernel.io_uring_disabled is \(setting): set it to 0.")
    }
    if restrictions.hasSeccompFilter {
      reasons.append("A seccomp filter decides about system calls here: \(profile).")
    }
    return reasons.isEmpty
      ? "A security module forbids it: see its log." : reasons.joined(separator: " ")
  }

  private var profile: String {
    "have the container's profile allow io_uring_setup, io_uring_enter and io_uring_register"
  }
}
#endif
