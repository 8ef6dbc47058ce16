import LinuxIO

/// What can be done about what was found, most useful first.
struct ProbeRemedies {
  let features: KernelFeatures
  let verdict: ProbeReport.Verdict
  let limits: ProbeLimits
  let root: ProbeRoot?

  var all: [ProbeReport.Remedy] {
    permission + absence + memory + files + kernel + watches + place
  }

  private var restrictions: Restrictions { features.answers.restrictions }
  private var isForbidden: Bool {
    guard verdict.engine != "io_uring", let refusal = features.refusal else { return false }
    return [.notPermitted, .accessDenied, .notImplemented].contains(refusal.errno)
  }

  private var permission: [ProbeReport.Remedy] {
    guard isForbidden, features.answers.isBuiltIn else { return [] }
    var remedies: [ProbeReport.Remedy] = []
    if restrictions.isForbiddenBySetting {
      remedies.append(
        ProbeReport.Remedy(
          title: "Allow io_uring by the sysctl that forbids it",
          command: "sudo sysctl -w kernel.io_uring_disabled=0"))
    }
    if restrictions.ioUringDisabled == 1, restrictions.isForbiddenBySetting {
      remedies.append(
        ProbeReport.Remedy(
          title: "Or allow it to the server's group alone",
          command: "sudo sysctl -w kernel.io_uring_group=$(id -g)"))
    }
    if restrictions.hasSeccompFilter {
      remedies.append(
        ProbeReport.Remedy(
          title: "Have the container's seccomp profile allow io_uring_setup, io_uring_enter and "
            + "io_uring_register; without a profile it is",
          command: "docker run --security-opt seccomp=unconfined ..."))
    }
    return remedies
  }

  private var absence: [ProbeReport.Remedy] {
    if !features.answers.isBuiltIn {
      return [
        ProbeReport.Remedy(
          title: "Build the server with io_uring, the default", command: "swift build -c release")
      ]
    }
    guard isForbidden, !restrictions.hasSeccompFilter, !restrictions.isForbiddenBySetting else {
      return []
    }
    return [
      ProbeReport.Remedy(
        title: "See what the kernel was built with, and what a security module has to say",
        command: "grep IO_URING /boot/config-$(uname -r); sudo dmesg | tail")
    ]
  }

  private var memory: [ProbeReport.Remedy] {
    let refused = features.refusal?.errno == .outOfMemory || verdict.reason.contains("ulimit -l")
    guard refused else { return [] }
    let kibibytes = (limits.lockedMemoryNeeded + (1 << 20)) / 1024
    return [
      ProbeReport.Remedy(
        title: "Let the server lock memory (in systemd: LimitMEMLOCK=\(kibibytes)K)",
        command: "ulimit -l \(kibibytes)")
    ]
  }

  private var files: [ProbeReport.Remedy] {
    let wanted: UInt64 = 16_384
    guard let hard = limits.openFiles.hard, hard < wanted else { return [] }
    return [
      ProbeReport.Remedy(
        title: "Let the server open more files (in systemd: LimitNOFILE=\(wanted))",
        command: "ulimit -n \(wanted)")
    ]
  }

  private var kernel: [ProbeReport.Remedy] {
    // A kernel that forbids does not get better by being newer.
    guard features.answers.refusal == nil, !isForbidden, features.tier != .one else { return [] }
    return [
      ProbeReport.Remedy(
        title: "A newer kernel offers more: 6.1 tier 2, 6.17 tier 1",
        command:
          "sudo apt install -t $(lsb_release -cs)-backports linux-image-amd64"
      )
    ]
  }

  private var watches: [ProbeReport.Remedy] {
    guard let root, root.changes.note.contains("No space left") else { return [] }
    return [
      ProbeReport.Remedy(
        title: "Let files be watched",
        command: "sudo sysctl -w fs.inotify.max_user_watches=1048576")
    ]
  }

  private var place: [ProbeReport.Remedy] {
    guard let root, root.asynchronousReads.state == "no" || root.changes.state == "no",
      !root.changes.note.contains("inotify")
    else { return [] }
    return [
      ProbeReport.Remedy(
        title: "Serve from a local disk rather than \(root.fileSystem), in a container a volume",
        command: "docker run -v /srv/www:/srv/www:ro ...")
    ]
  }
}
