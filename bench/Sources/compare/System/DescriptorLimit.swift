import Glibc

/// The bound on a process's open descriptors, which children inherit.
enum DescriptorLimit {
  /// What every server, and this process, is given if it can be had.
  static let wanted: rlim_t = 65_536

  /// Raises it as far as wanted or allowed, and says how far that is.
  static func raise() -> Int {
    var limit = rlimit(rlim_cur: wanted, rlim_max: wanted)
    if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { return Int(wanted) }
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(limit.rlim_cur)
  }
}
