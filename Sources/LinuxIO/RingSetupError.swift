/// Why no ring could be made that this server can run on.
package struct RingSetupError: Error, Sendable, CustomStringConvertible {
  /// The step that failed.
  package let step: String
  package let errno: Errno

  package init(step: String, errno: Errno) {
    self.step = step
    self.errno = errno
  }

  package var description: String { "io_uring: \(step): \(errno). \(remedy)" }

  /// What the person at the machine can do about it.
  private var remedy: String {
    switch errno {
    case .tooManyFiles where step == "inotify":
      "Raise the sysctl fs.inotify.max_user_instances, or use fewer workers."
    case .notPermitted:
      "It is forbidden here: set the sysctl kernel.io_uring_disabled to 0, or allow the system "
        + "calls io_uring_setup, io_uring_enter and io_uring_register in the container's seccomp "
        + "profile."
    case .notImplemented:
      "The kernel or the sandbox has no io_uring; Linux 6.1 or newer is needed."
    case .invalidArgument:
      "The kernel is too old: Linux 6.1 or newer is needed."
    case .outOfMemory:
      "Raise the limit on locked memory (ulimit -l), or use fewer workers."
    case .tooManyFiles:
      "Raise the limit on open files (ulimit -n), or lower the number of connections."
    default: "See io_uring_setup(2)."
    }
  }
}
