package import LinuxIO

/// Which engine a server is to run on: decided once, before any worker starts.
///
/// The server goes by it and the probe reports it, so the two cannot differ.
package enum EnginePlan: Sendable {
  case ring(RingTier, WorkerLimits)
  /// epoll, and why not io_uring if that was wanted first.
  case epoll(WorkerLimits, refusal: String?)

  /// Decides for `workers` that share `descriptors` of the process.
  ///
  /// Throws if what was demanded cannot be had, or nothing can.
  package static func decide(
    _ choice: EngineChoice, tier: Int? = nil, descriptors: Int, workers: Int
  ) throws(ServerError) -> EnginePlan {
    guard choice != .epoll else { return try epoll(descriptors, workers, refusal: nil) }
    let slots = WorkerLimits(descriptors: descriptors, workers: workers).slots
    let features = KernelFeatures.decisive(slots: UInt32(slots))
    return try decide(features, choice, tier: tier, descriptors: descriptors, workers: workers)
  }

  /// The same, by what was found out of the kernel.
  package static func decide(
    _ features: KernelFeatures, _ choice: EngineChoice, tier number: Int? = nil, descriptors: Int,
    workers: Int
  ) throws(ServerError) -> EnginePlan {
    let tier = number.flatMap { RingTier(rawValue: $0) } ?? features.tier ?? .four
    if let refusal = features.refusal(of: tier) {
      return try withoutRing(refusal.description, choice, descriptors, workers)
    }
    guard let limits = limits(tier, descriptors, workers) else {
      throw tooFew(descriptors, workers)
    }
    return .ring(tier, limits)
  }

  /// What is left where io_uring cannot be used: epoll, unless io_uring was demanded.
  package static func withoutRing(
    _ reason: String, _ choice: EngineChoice, _ descriptors: Int, _ workers: Int
  ) throws(ServerError) -> EnginePlan {
    guard choice == .auto else {
      throw ServerError("io_uring is refused: \(reason) Or serve on epoll: --engine auto")
    }
    return try epoll(descriptors, workers, refusal: reason)
  }

  private static func epoll(
    _ descriptors: Int, _ workers: Int, refusal: String?
  ) throws(ServerError) -> EnginePlan {
    guard let limits = WorkerLimits(sharedDescriptors: descriptors, workers: workers) else {
      throw tooFew(descriptors, workers)
    }
    return .epoll(limits, refusal: refusal)
  }

  private static func limits(_ tier: RingTier, _ descriptors: Int, _ workers: Int) -> WorkerLimits?
  {
    tier.hasTable
      ? WorkerLimits(descriptors: descriptors, workers: workers)
      : WorkerLimits(sharedDescriptors: descriptors, workers: workers, acceptsAll: tier.repeats)
  }

  /// Connections that may wait to be accepted.
  package var backlog: Int {
    switch self {
    case .ring(_, let limits), .epoll(let limits, _): limits.backlog
    }
  }

  private static func tooFew(_ descriptors: Int, _ workers: Int) -> ServerError {
    ServerError(
      "\(descriptors) descriptors are too few for \(workers) workers. Raise the limit on open "
        + "files (ulimit -n), or use fewer workers.")
  }
}
