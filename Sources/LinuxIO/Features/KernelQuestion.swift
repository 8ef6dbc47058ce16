/// One thing that a kernel can be asked, each in a way of its own.
package enum KernelQuestion: Hashable, Sendable {
  /// Whether it describes itself, IORING_REGISTER_QUERY.
  case query
  /// Whether it sets a plain ring up, io_uring_setup(2).
  case ring
  /// Whether it names this feature at setup, by bit.
  case feature(Int)
  /// Whether it knows this operation, by number, io_uring_register_probe(3).
  case operation(Int)
  /// Whether it sets a ring up with this flag, by bit, and those that the flag needs.
  case setupFlag(Int)
  case registration(Registration)
  case behaviour(Behaviour)

  /// What a ring can be given, io_uring_register(2), in the sizes that a server needs.
  package enum Registration: String, CaseIterable, Sendable {
    case probe
    case ringDescriptor
    case descriptorTable
    case workerBounds
    case bufferRing
    case incrementalBuffers
    case restrictions
  }

  /// What a ring does, seen over sockets and files of its own.
  package enum Behaviour: String, CaseIterable, Sendable {
    case noOperation
    case acceptRepeats
    case receiveRepeats
    case receiveCap
    case pollRepeats
    case sendsAll
    case sendsStretches
    case zeroCopy
    case openStaysBeneath
    case cancels
    case closesAtOnce
    case chains
  }

  /// How the answer is come by.
  package var method: String {
    switch self {
    case .query: "query"
    case .ring, .feature, .setupFlag: "setup attempt"
    case .operation: "probe"
    case .registration: "register attempt"
    case .behaviour: "behaviour test"
    }
  }
}
