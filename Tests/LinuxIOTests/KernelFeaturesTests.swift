import LinuxIO
import Testing

/// What is made of a kernel's answers, with the answers replaced.
@Suite("Kernel features")
struct KernelFeaturesTests {
  private func finding(_ feature: KernelFeature, _ answers: KernelAnswers) -> FeatureState {
    KernelFeatures(answers).finding(feature).state
  }

  @Test("Every row says yes, no, blocked or limited", arguments: KernelFeature.all)
  func states(feature: KernelFeature) {
    let all = KernelAnswers.complete()
    let cases: [(KernelAnswer?, FeatureState)] = [
      (.yes(), .yes), (.yes("with a note"), .yes), (.limited("a bit"), .limited),
      (.no(.invalidArgument), .no), (.no(.notSupported), .no), (.no(.notPermitted), .blocked),
      (.no(.accessDenied), .blocked), (.no(.outOfMemory), .limited), (.no(.tooManyFiles), .limited),
    ]
    for (answer, state) in cases {
      #expect(finding(feature, all.with(feature.question, answer)) == state, "\(feature.key)")
    }
    // A ring that is not known is no ring; anything else that is not known is kept from us.
    let unknown = finding(feature, all.with(feature.question, .no(.notImplemented)))
    #expect(unknown == (feature.question == .ring ? .no : .blocked))
    #expect(finding(feature, all.with(feature.question, nil)) == .blocked)
  }

  @Test("Without a ring every row but one is what the ring is", arguments: KernelFeature.all)
  func noRing(feature: KernelFeature) {
    let all = KernelAnswers.complete()
    let blocked = all.with(.ring, .no(.notPermitted))
    let absent = all.with(.ring, .no(.notImplemented))
    #expect(finding(feature, blocked) == (feature.question == .query ? .yes : .blocked))
    #expect(finding(feature, absent) == (feature.question == .query ? .yes : .no))
    let filtered = KernelAnswers.complete(Restrictions(hasSeccompFilter: true))
    let hidden = filtered.with(.ring, .no(.notImplemented))
    #expect(finding(feature, hidden) == (feature.question == .query ? .yes : .blocked))
  }

  @Test("A tier is had with all that it needs, and not with one thing less")
  func tiers() {
    let all = KernelAnswers.complete()
    #expect(KernelFeatures(all).tier == .one)
    for feature in KernelFeature.all {
      let features = KernelFeatures(all.with(feature.question, .no(.invalidArgument)))
      // The best tier that does without it is the one below the lowest that needs it.
      let best = feature.tier.map { RingTier(rawValue: $0.rawValue + 1) } ?? .one
      #expect(features.tier == best, "\(feature.key)")
      for tier in RingTier.allCases {
        let needsIt = feature.tier.map { tier.rawValue <= $0.rawValue } ?? false
        #expect((features.refusal(of: tier) != nil) == needsIt, "\(feature.key), \(tier)")
      }
    }
    for state in [KernelAnswer.limited("one at a time"), .no(.outOfMemory)] {
      let answers = all.with(.behaviour(.acceptRepeats), state)
      #expect(KernelFeatures(answers).tier == .four)
    }
  }

  @Test(
    "Each kernel gets the tier that its features make",
    arguments: [
      (KernelVersion(5, 10), nil), (KernelVersion(5, 11), RingTier.four),
      (KernelVersion(5, 15), .four), (KernelVersion(5, 18), .four),
      (KernelVersion(5, 19), .three), (KernelVersion(6, 0), .three), (KernelVersion(6, 1), .two),
      (KernelVersion(6, 12), .two), (KernelVersion(6, 17), .one), (KernelVersion(7, 2), .one),
    ])
  func versions(version: KernelVersion, tier: RingTier?) {
    #expect(KernelFeatures(.kernel(version)).tier == tier)
    #expect(KernelFeatures(.kernel(version)).contradictions == [])
  }

  @Test("A version decides nothing: what it does not explain is pointed out")
  func contradictions() {
    let back = KernelFeatures(.complete(release: "5.14.0-427.el9"))
    #expect(back.tier == .one)
    #expect(back.contradictions.contains { $0.hasPrefix("ring of buffers: there, though") })
    #expect(!back.contradictions.contains { $0.contains("accept: ") })
    let missing = KernelAnswers.kernel(KernelVersion(6, 12))
      .with(.registration(.bufferRing), .no(.invalidArgument))
    #expect(KernelFeatures(missing).tier == .four)
    #expect(KernelFeatures(missing).contradictions.count == 1)
    #expect(KernelFeatures(missing).contradictions[0].hasPrefix("ring of buffers: missing"))
    #expect(KernelFeatures(.complete(release: "odd")).contradictions == [])
    let refused = KernelAnswers.complete().with(.ring, .no(.notPermitted))
    #expect(KernelFeatures(refused).contradictions == [])
  }

  @Test("A refusal names the call, the thing, the error and the remedy")
  func refusals() {
    let cases: [(KernelQuestion, Errno, String)] = [
      (.ring, .notPermitted, "io_uring_setup: Operation not permitted. "),
      (.ring, .notImplemented, "io_uring_setup: Function not implemented. The kernel or the"),
      (.registration(.probe), .notImplemented, "io_uring_register, list of operations: "),
      (.behaviour(.noOperation), .notPermitted, "io_uring_enter, entries are carried out: "),
      (.ring, .outOfMemory, "io_uring_setup: Cannot allocate memory. Raise the limit on locked"),
    ]
    for (question, errno, text) in cases {
      let features = KernelFeatures(.complete().with(question, .no(errno)))
      let refusal = features.refusal?.description
      #expect(refusal?.hasPrefix(text) == true, "\(refusal ?? "none")")
    }
    let old = KernelFeatures(.kernel(KernelVersion(5, 10)))
    #expect(old.refusal?.description.contains("5.11 needed") == true)
    let middle = KernelFeatures(.kernel(KernelVersion(5, 19)))
    #expect(middle.refusal(of: .two)?.description.contains("tier 2 needs Linux 6.1") == true)
    var other = KernelAnswers.complete()
    other.isBuiltIn = false
    other[.ring] = .no(.notImplemented)
    #expect(KernelFeatures(other).refusal?.description.contains("trait IOUring") == true)
  }

  @Test("Keys are words, different ones, and every row says what it is for or why not")
  func table() {
    let keys = KernelFeature.all.map(\.key)
    #expect(Set(keys).count == keys.count)
    for feature in KernelFeature.all {
      #expect(feature.key.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
      #expect(feature.use != nil || feature.loss.hasPrefix("not used"), "\(feature.key)")
      #expect(feature.tier == nil || feature.use != nil, "\(feature.key)")
    }
  }

  @Test("Versions are compared as versions")
  func order() {
    #expect(KernelVersion(6, 2) < KernelVersion(6, 12))
    #expect(KernelVersion(5, 19) < KernelVersion(6, 0))
    #expect(KernelVersion(release: "6.1.0-56-cloud-amd64") == KernelVersion(6, 1))
    #expect(KernelVersion(release: "7.2-rc3") == KernelVersion(7, 2))
    #expect(KernelVersion(release: "6") == nil)
    #expect(KernelVersion(release: "") == nil)
  }

  #if IOUring
  @Test("This kernel answers every question, twice the same", .needsRings)
  func inquiry() {
    let first = KernelFeatures.all(slots: 64)
    let second = KernelFeatures.all(slots: 64)
    for feature in KernelFeature.all {
      #expect(first.answers[feature.question] != nil, "\(feature.key)")
      #expect(first.finding(feature).state == second.finding(feature).state, "\(feature.key)")
    }
    #expect(first.tier == KernelFeatures.decisive(slots: 64).tier)
    #expect(first.answers.workerBounds.map { $0.files > 0 } != false)
  }

  @Test("The inquiry leaves no descriptor behind", .needsRings)
  func descriptors() {
    _ = KernelFeatures.all(slots: 64)
    let before = DirectoryNames.first(10_000, in: "/proc/self/fd").count
    for _ in 0..<5 { _ = KernelFeatures.all(slots: 64) }
    let after = DirectoryNames.first(10_000, in: "/proc/self/fd").count
    // Other tests run beside this one and open some for a moment.
    #expect(after < before + 100)
  }

  @Test("A table that is larger than the limit on open files is a matter of limits", .needsRings)
  func largeTable() {
    let features = KernelFeatures.all(slots: 1 << 24)
    let feature = KernelFeature.all.first { $0.key == "descriptor_table" }
    #expect(feature.map { features.finding($0).state } == .limited)
    #expect(features.tier == .two)
  }
  #endif
}
