import LinuxIO

/// What all workers of a server share while they start and end.
struct WorkerCrew: Sendable {
  let site: Site
  let plan: EnginePlan
  /// The threads for work that would hold a loop up.
  let background: BackgroundPool
  /// Descriptors that the process may have.
  let descriptors: Int
  let count: Int
  /// CPUs that the process may use.
  let cpus: [Int]
  let vote: EngineVote
  /// Signalled by each worker that accepts connections, or never will.
  let started = CountingSemaphore()
  let ended = CountingSemaphore()

  init(
    site: Site, plan: EnginePlan, background: BackgroundPool, descriptors: Int, count: Int,
    cpus: [Int]
  ) {
    self.plan = plan
    self.cpus = cpus
    self.background = background
    self.site = site
    self.descriptors = descriptors
    self.count = count
    vote = EngineVote(voters: count)
  }
}

/// The engine that a worker runs on.
struct RunningEngine: Sendable {
  let choice: EngineChoice
  let tier: Int?
  /// Why it is not the one that was wanted first.
  let refusal: String?
}
