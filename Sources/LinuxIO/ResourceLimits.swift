import Glibc

/// What the system grants this process, getrlimit(2).
package enum ResourceLimits {
  /// A limit that matters here, by the kernel's number.
  package enum Resource: UInt32, Sendable {
    case processes = 6
    case openFiles = 7
    case lockedMemory = 8
  }

  /// What a process may have now, and what it may raise that to; `nil` is no limit.
  package struct Limit: Equatable, Sendable {
    package let soft: UInt64?
    package let hard: UInt64?
  }

  /// The limit of one resource; none where it cannot be read.
  package static func limit(of resource: Resource) -> Limit {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
      return Limit(soft: nil, hard: nil)
    }
    // RLIM_INFINITY is all ones.
    return Limit(
      soft: limit.rlim_cur == .max ? nil : UInt64(limit.rlim_cur),
      hard: limit.rlim_max == .max ? nil : UInt64(limit.rlim_max))
  }

  /// Raises the number of descriptors to what is allowed, and returns it.
  package static func raiseDescriptors() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return 1024
    }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(min(limit.rlim_cur, 1 << 20))
  }
}
