import LinuxIO

extension KernelAnswers {
  /// What a kernel with everything answers.
  static func complete(release: String = "99.0.0", _ restrictions: Restrictions = Restrictions())
    -> KernelAnswers
  {
    var answers = KernelAnswers(restrictions: restrictions, release: release)
    for feature in KernelFeature.all { answers[feature.question] = .yes() }
    return answers
  }

  /// What a kernel of `version` answers, if it has all that its age allows.
  static func kernel(_ version: KernelVersion) -> KernelAnswers {
    var answers = complete(release: "\(version).0-generic")
    for feature in KernelFeature.all where version < feature.since {
      answers[feature.question] = .no(.invalidArgument)
    }
    return answers
  }

  /// The same, but for one question.
  func with(_ question: KernelQuestion, _ answer: KernelAnswer?) -> KernelAnswers {
    var answers = self
    answers[question] = answer
    return answers
  }
}
