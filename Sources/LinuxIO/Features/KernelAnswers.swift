/// All that a kernel was asked, and what came of it.
///
/// Everything else is derived from here, so a test can put other answers in a kernel's mouth.
package struct KernelAnswers: Sendable {
  package var answers: [KernelQuestion: KernelAnswer] = [:]
  /// Operations that the kernel's own list names, by number; empty if it gave none.
  package var operations: [Bool] = []
  /// The bits of IORING_FEAT_* that it named at setup.
  package var features: UInt32 = 0
  /// The bits of IORING_SETUP_* that its description of itself names (Linux 6.18).
  package var describedSetupFlags: UInt64?
  /// How many kernel threads a ring may have if nobody bounds them.
  package var workerBounds: WorkerBounds?
  package var restrictions: Restrictions
  /// What uname(2) calls the kernel: decides nothing.
  package var release: String
  /// Whether this build has io_uring at all.
  package var isBuiltIn: Bool

  package init(restrictions: Restrictions, release: String, isBuiltIn: Bool = true) {
    self.restrictions = restrictions
    self.release = release
    self.isBuiltIn = isBuiltIn
  }

  /// What was answered; `nil` if it was not asked, or could not be without a ring.
  package subscript(question: KernelQuestion) -> KernelAnswer? {
    get { answers[question] }
    set { answers[question] = newValue }
  }

  /// Why there is no ring at all; `nil` if there is one.
  package var refusal: Errno? {
    if case .no(let errno) = answers[.ring] { errno } else { nil }
  }
}
