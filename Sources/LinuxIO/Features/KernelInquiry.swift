#if IOUring
import CLiburing
import CLinux
import Glibc

/// Asks the running kernel; by trying, on rings that are thrown away.
package enum KernelInquiry {
  /// Asks `questions`; descriptor tables are tried with as many as `slots`.
  ///
  /// The ring comes first and the list of operations with it: where there is none, nothing else is
  /// asked.
  package static func ask(_ questions: [KernelQuestion], slots: UInt32) -> KernelAnswers {
    var answers = KernelAnswers(restrictions: .current, release: SystemIdentity.current.release)
    answers[.query] = describe(&answers)
    answers[.ring] = KernelAnswer { () throws(Errno) in
      let ring = try Ring(entries: 4, flags: 0)
      answers.features = ring.features
      answers[.registration(.probe)] = list(ring, &answers)
    }
    guard answers.refusal == nil else { return answers }
    for question in questions where answers[question] == nil {
      answers[question] = answer(question, slots, &answers)
    }
    return answers
  }

  private static func answer(
    _ question: KernelQuestion, _ slots: UInt32, _ answers: inout KernelAnswers
  ) -> KernelAnswer? {
    switch question {
    case .query, .ring: nil
    case .feature(let bit):
      answers.features & 1 << UInt32(bit) != 0 ? .yes() : .no(.invalidArgument)
    case .operation(let number): operation(number, answers)
    case .setupFlag(let bit): setupFlag(bit, answers)
    case .registration(let registration): attempt(registration, slots, &answers)
    case .behaviour(let behaviour): BehaviourTest.run(behaviour)
    }
  }

  // MARK: What the kernel says of itself

  private static func describe(_ answers: inout KernelAnswers) -> KernelAnswer {
    var description = uring_query()
    let result = unsafe uring_ask(&description)
    guard result == 0 else { return .no(Errno(negated: result)) }
    answers.describedSetupFlags = description.setup
    return .yes("\(description.operations) operations, \(description.registrations) registrations")
  }

  private static func list(_ ring: borrowing Ring, _ answers: inout KernelAnswers) -> KernelAnswer {
    var supported = [UInt8](repeating: 0, count: 256)
    let result = unsafe uring_probe(ring.pointer, &supported)
    guard result >= 0 else { return .no(Errno(negated: result)) }
    answers.operations = supported.prefix(Int(result) + 1).map { $0 != 0 }
    return .yes()
  }

  private static func operation(_ number: Int, _ answers: KernelAnswers) -> KernelAnswer {
    if case .no(let errno) = answers[.registration(.probe)] { return .no(errno) }
    let isListed = number < answers.operations.count && answers.operations[number]
    return isListed ? .yes() : .no(.invalidArgument)
  }

  // MARK: Attempts

  /// The flags that one needs beside itself, by name.
  private static let companions: [String: [String]] = [
    "SQ_AFF": ["SQPOLL"], "TASKRUN_FLAG": ["COOP_TASKRUN"], "DEFER_TASKRUN": ["SINGLE_ISSUER"],
    "HYBRID_IOPOLL": ["IOPOLL"], "SQ_REWIND": ["NO_SQARRAY"],
  ]
  /// Those that want memory or a ring to share: only the kernel's description tells.
  private static let untried: Set<String> = ["ATTACH_WQ", "NO_MMAP", "REGISTERED_FD_ONLY"]

  private static func setupFlag(_ bit: Int, _ answers: KernelAnswers) -> KernelAnswer? {
    let name = KernelCatalog.setupFlags[bit].name
    guard !untried.contains(name) else {
      return answers.describedSetupFlags.map {
        $0 & 1 << UInt64(bit) != 0 ? .yes("by its own description") : .no(.invalidArgument)
      }
    }
    var flags = UInt32(1) << UInt32(bit)
    for companion in companions[name] ?? [] {
      flags |= 1 << UInt32(KernelCatalog.setupFlag(companion))
    }
    let result = uring_attempt_setup(flags)
    return result == 0 ? .yes() : .no(Errno(negated: result))
  }

  private static func attempt(
    _ registration: KernelQuestion.Registration, _ slots: UInt32, _ answers: inout KernelAnswers
  ) -> KernelAnswer {
    KernelAnswer { () throws(Errno) in
      let disabled = registration == .restrictions ? IORING_SETUP_R_DISABLED : 0
      let ring = try Ring(entries: 4, flags: disabled)
      switch registration {
      case .probe: break
      case .ringDescriptor: try check(unsafe io_uring_register_ring_fd(ring.pointer))
      case .descriptorTable:
        try check(unsafe io_uring_register_files_sparse(ring.pointer, slots))
      case .workerBounds: answers.workerBounds = try ring.boundWorkers(.asking)
      case .bufferRing: try ProvidedBuffers.attempt(with: ring, isIncremental: false)
      case .incrementalBuffers: try ProvidedBuffers.attempt(with: ring, isIncremental: true)
      case .restrictions: try check(unsafe uring_restrict(ring.pointer))
      }
    }
  }

  private static func check(_ result: Int32) throws(Errno) {
    if result < 0 { throw Errno(negated: result) }
  }
}
#else
/// Asks the running kernel nothing: this build has no io_uring.
package enum KernelInquiry {
  /// Answers that there is none.
  package static func ask(_ questions: [KernelQuestion], slots: UInt32) -> KernelAnswers {
    var answers = KernelAnswers(
      restrictions: .current, release: SystemIdentity.current.release, isBuiltIn: false)
    answers[.ring] = .no(.notImplemented)
    return answers
  }
}
#endif
