import LinuxIO
import UringServer

/// What a server would run on here: decided by its own plan, and tried out in full.
struct ProbeDecision {
  let verdict: ProbeReport.Verdict
  /// What its workers would go by; `nil` if none can run.
  let plan: EnginePlan?

  /// Decides for as many workers as a server would have.
  static func decide(
    _ features: KernelFeatures, _ descriptors: Int, _ workers: Int
  ) -> ProbeDecision {
    do throws(ServerError) {
      var plan = try EnginePlan.decide(
        features, .auto, descriptors: descriptors, workers: workers)
      if let refusal = trial(plan, workers) {
        plan = try EnginePlan.withoutRing(refusal, .auto, descriptors, workers)
      }
      return try decided(plan, features)
    } catch {
      return ProbeDecision(
        verdict: ProbeReport.Verdict(engine: "none", tier: nil, reason: error.description),
        plan: nil)
    }
  }

  private static func decided(
    _ plan: EnginePlan, _ features: KernelFeatures
  ) throws(ServerError) -> ProbeDecision {
    switch plan {
    case .ring(let tier, _):
      let verdict = ProbeReport.Verdict(
        engine: "io_uring", tier: tier.rawValue, reason: reason(tier, features))
      return ProbeDecision(verdict: verdict, plan: plan)
    case .epoll(_, let refusal):
      try checkEpoll()
      let reason = "io_uring is refused: \(refusal ?? "")"
      return ProbeDecision(
        verdict: ProbeReport.Verdict(engine: "epoll", tier: nil, reason: reason), plan: plan)
    }
  }

  private static func reason(_ tier: RingTier, _ features: KernelFeatures) -> String {
    guard let better = RingTier(rawValue: tier.rawValue - 1),
      let missing = features.missing(for: better)
    else { return "everything the server can use is here." }
    return "tier \(better.rawValue) needs \"\(missing.title)\" (Linux \(missing.since))."
  }

  /// Why some worker would have no ring; `nil` if all would, each as large as it needs to be.
  private static func trial(_ plan: EnginePlan, _ workers: Int) -> String? {
    #if IOUring
    guard case .ring(let tier, let limits) = plan else { return nil }
    do throws(RingSetupError) {
      try hold(workers, UInt32(limits.slots), tier)
      return nil
    } catch {
      return error.description
    }
    #else
    return nil
    #endif
  }

  #if IOUring
  /// Sets up one ring within the life of the other, as they count together against limits.
  private static func hold(
    _ count: Int, _ slots: UInt32, _ tier: RingTier
  ) throws(RingSetupError) {
    guard count > 0 else { return }
    let ring = try ExercisedRing(slots: slots, tier: tier)
    try hold(count - 1, slots, tier)
    _ = consume ring
  }
  #endif

  /// Whether the other engine has what it needs.
  private static func checkEpoll() throws(ServerError) {
    var call = "epoll_create1"
    do throws(Errno) {
      _ = try Epoll()
      call = "eventfd2"
      _ = try FileDescriptor.wakeup()
      call = "inotify_init1"
      _ = try Inotify()
    } catch {
      throw ServerError(
        "neither io_uring nor epoll can run. \(call): \(error). Have the sandbox allow it.")
    }
  }
}
