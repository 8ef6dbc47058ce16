import LinuxIO
import UringServer

extension ProbeReport {
  /// Asks this kernel everything, and decides as a server with the same options would.
  ///
  /// `nil` as a root looks at no file system. Throws if the root cannot be opened.
  static func make(root path: String?) throws(ServerError) -> ProbeReport {
    let descriptors = ResourceLimits.raiseDescriptors()
    let workers = Thread.allowedCPUs().count
    let slots = WorkerLimits(descriptors: descriptors, workers: workers).slots
    let features = KernelFeatures.all(slots: UInt32(slots))
    let choice = ProbeDecision.decide(features, descriptors, workers)
    return ProbeReport(
      features, choice, root: try path.map(look),
      ProbeLimits(workers: workers, plan: choice.plan, bounds: features.answers.workerBounds))
  }

  private static func look(at path: String) throws(ServerError) -> ProbeRoot {
    do throws(Errno) {
      return try ProbeRoot.look(at: path)
    } catch {
      throw ServerError("cannot look at \(path): \(error). Name a directory that may be read.")
    }
  }

  /// What was found, put in order.
  init(
    _ features: KernelFeatures, _ decision: ProbeDecision, root: ProbeRoot?, _ limits: ProbeLimits
  ) {
    verdict = decision.verdict
    self.features = features.findings.map(Feature.init)
    let answers = features.answers
    operations = ProbeReport.items(KernelCatalog.operations) { answers[.operation($0)] }
    featureBits = ProbeReport.items(KernelCatalog.features) { answers[.feature($0)] }
    setupFlags = ProbeReport.items(KernelCatalog.setupFlags) { answers[.setupFlag($0)] }
    self.limits = limits
    environment = .current
    self.root = root
    contradictions = features.contradictions
    remedies =
      ProbeRemedies(features: features, verdict: decision.verdict, limits: limits, root: root).all
  }

  private static func items(
    _ entries: [KernelCatalog.Entry], _ answer: (Int) -> KernelAnswer?
  ) -> [String: Item] {
    var items: [String: Item] = [:]
    for (number, entry) in entries.enumerated() {
      items[entry.name] = Item(
        number: number, since: "\(entry.since)", supported: answer(number)?.isYes)
    }
    return items
  }
}

extension ProbeReport.Feature {
  /// A row, with its finding.
  init(_ finding: KernelFeatures.Finding) {
    let feature = finding.feature
    key = feature.key
    title = feature.title
    state = finding.state.rawValue
    how = feature.question.method
    since = "\(feature.since)"
    tier = feature.tier?.rawValue
    use = feature.use
    loss = feature.loss
    note = finding.note
  }
}
