/// What a kernel's answers mean for a server: the one place where a tier is chosen.
///
/// The server starts by it, its first line says it, and the probe explains it.
package struct KernelFeatures: Sendable {
  /// What became of one row.
  package struct Finding: Sendable {
    package let feature: KernelFeature
    package let state: FeatureState
    /// What else was seen, or why it is not there.
    package let note: String?
  }

  package let answers: KernelAnswers

  package init(_ answers: KernelAnswers) {
    self.answers = answers
  }

  /// Asks this kernel what the choice of a tier depends on, and no more.
  package static func decisive(slots: UInt32) -> KernelFeatures {
    let questions = KernelFeature.all.filter { $0.tier != nil }.map(\.question)
    return KernelFeatures(KernelInquiry.ask(questions, slots: slots))
  }

  /// Asks this kernel everything.
  package static func all(slots: UInt32) -> KernelFeatures {
    let catalog =
      KernelCatalog.operations.indices.map { KernelQuestion.operation($0) }
      + KernelCatalog.features.indices.map { KernelQuestion.feature($0) }
      + KernelCatalog.setupFlags.indices.map { KernelQuestion.setupFlag($0) }
    let questions = KernelFeature.all.map(\.question) + catalog
    return KernelFeatures(KernelInquiry.ask(questions, slots: slots))
  }

  // MARK: Tiers

  /// The best tier that all it needs is there for; `nil` if io_uring cannot be used.
  package var tier: RingTier? {
    RingTier.allCases.first { missing(for: $0) == nil }
  }

  /// The first thing that a tier needs and does not have.
  package func missing(for tier: RingTier) -> KernelFeature? {
    KernelFeature.all.first { feature in
      guard let needed = feature.tier, needed.rawValue >= tier.rawValue else { return false }
      return answers[feature.question]?.isYes != true
    }
  }

  /// Why `tier` cannot be had; `nil` if it can.
  package func refusal(of tier: RingTier) -> RingSetupError? {
    guard let feature = missing(for: tier) else { return nil }
    let errno =
      if case .no(let errno) = answers[feature.question] { errno } else { Errno.invalidArgument }
    return RingSetupError(
      step: step(feature), errno: errno, needs: tier, answers.restrictions, answers.isBuiltIn)
  }

  /// Why io_uring cannot be used; `nil` if it can.
  package var refusal: RingSetupError? { refusal(of: .four) }

  /// The system call that said no, and about what.
  private func step(_ feature: KernelFeature) -> String {
    switch feature.question {
    case .ring: "io_uring_setup"
    case .feature, .setupFlag: "io_uring_setup, \(feature.title)"
    case .query, .operation, .registration: "io_uring_register, \(feature.title)"
    case .behaviour: "io_uring_enter, \(feature.title)"
    }
  }

  // MARK: Findings

  /// What is to be said of every row.
  package var findings: [Finding] { KernelFeature.all.map(finding) }

  /// What is to be said of one row.
  package func finding(_ feature: KernelFeature) -> Finding {
    if let refusal = answers.refusal, feature.question != .query {
      let note = feature.question == .ring ? refusal.description : "needs a ring"
      return Finding(feature: feature, state: state(ofRing: refusal), note: note)
    }
    switch answers[feature.question] {
    case .yes(let note): return Finding(feature: feature, state: .yes, note: note)
    case .limited(let note): return Finding(feature: feature, state: .limited, note: note)
    case .no(let errno):
      return Finding(feature: feature, state: state(errno), note: errno.description)
    case nil: return Finding(feature: feature, state: .blocked, note: "no answer in time")
    }
  }

  private func state(_ errno: Errno) -> FeatureState {
    switch errno {
    // The ring was set up, so the kernel knows these calls.
    case .notPermitted, .accessDenied, .notImplemented, .timedOut: .blocked
    case .outOfMemory, .tooManyFiles, .fileTableFull: .limited
    default: .no
    }
  }

  private func state(ofRing errno: Errno) -> FeatureState {
    guard errno == .notImplemented else { return state(errno) }
    // A filter may say so in the kernel's place; one that has the setting has io_uring.
    let restrictions = answers.restrictions
    return restrictions.hasSeccompFilter || restrictions.ioUringDisabled != nil ? .blocked : .no
  }

  // MARK: Contradictions

  /// What the kernel's version does not explain: features carried back, or taken away.
  package var contradictions: [String] {
    guard answers.refusal == nil, let version = KernelVersion(release: answers.release) else {
      return []
    }
    return findings.compactMap { finding in
      let feature = finding.feature
      if finding.state == .yes, version < feature.since {
        return "\(feature.title): there, though it came with \(feature.since) (carried back?)"
      }
      if finding.state == .no, version >= feature.since {
        return "\(feature.title): missing, though it came with \(feature.since) "
          + "(configuration or sandbox?)"
      }
      return nil
    }
  }
}
