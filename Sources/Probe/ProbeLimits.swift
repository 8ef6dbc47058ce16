import LinuxIO
import UringServer

/// What the process may have, and what its workers would need.
public struct ProbeLimits: Codable, Sendable {
  /// A limit of getrlimit(2); what is absent is unlimited.
  public struct Limit: Codable, Sendable {
    /// What holds now.
    public var soft: UInt64?
    /// What it may be raised to.
    public var hard: UInt64?

    init(_ resource: ResourceLimits.Resource) {
      let limit = ResourceLimits.limit(of: resource)
      soft = limit.soft
      hard = limit.hard
    }
  }

  /// Bytes that may be locked (RLIMIT_MEMLOCK); kernels from 6.14 on count rings among them.
  public var lockedMemory = Limit(.lockedMemory)
  /// Bytes that the rings of all workers take.
  public var lockedMemoryNeeded: UInt64
  /// Descriptors (RLIMIT_NOFILE).
  public var openFiles = Limit(.openFiles)
  /// Processes and threads of the user (RLIMIT_NPROC).
  public var processes = Limit(.processes)
  /// Workers of the server: the CPUs it may use.
  public var workers: Int
  /// Connections that each can serve at a time.
  public var connectionsPerWorker: Int?
  /// Kernel threads that a ring may have for files if nobody bounds them; absent where the kernel
  /// does not say.
  public var kernelThreadsBounded: UInt32?
  /// Kernel threads that a ring may have for all else.
  public var kernelThreadsUnbounded: UInt32?

  init(workers: Int, plan: EnginePlan?, bounds: WorkerBounds?) {
    self.workers = workers
    lockedMemoryNeeded = UInt64(workers) * ProbeLimits.ringBytes
    kernelThreadsBounded = bounds?.files
    kernelThreadsUnbounded = bounds?.others
    switch plan {
    case .ring(_, let limits), .epoll(let limits, _): connectionsPerWorker = limits.connections
    case nil: connectionsPerWorker = nil
    }
  }

  /// How many threads the server lets a ring have.
  static let threads = "\(WorkerBounds.ours.files) and \(WorkerBounds.ours.others)"

  /// Bytes of a worker's ring: both queues, its entries, and the ring of buffers.
  private static let ringBytes: UInt64 = {
    let page: UInt64 = 4096
    let queues = 512 + 16 * UInt64(RingSize.completions) + 4 * UInt64(RingSize.entries)
    let entries = 64 * UInt64(RingSize.entries)
    let buffers = 16 * UInt64(RingSize.buffers)
    return [queues, entries, buffers].reduce(0) { $0 + ($1 + page - 1) / page * page }
  }()
}
