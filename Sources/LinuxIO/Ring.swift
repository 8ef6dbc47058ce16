#if IOUring
import CLiburing
import CLinux
import Glibc

/// One io_uring instance, io_uring(7): entries are queued, submitted in one call, and completed.
///
/// It belongs to the thread that makes it (IORING_SETUP_SINGLE_ISSUER), which uses and drops it.
/// `struct io_uring` must not move, so it lives in memory of its own.
@safe
package struct Ring: ~Copyable {
  let pointer: UnsafeMutablePointer<io_uring>
  /// The wait's time limit; in place because the kernel reads it by address.
  private let timeout: UnsafeMutablePointer<__kernel_timespec>
  package let tier: RingTier
  /// Completions that were ready when `gather` last looked and have not been taken.
  private var ready: UInt32 = 0
  /// Taken completions that the kernel has not been told of yet.
  private var taken: UInt32 = 0

  /// Shows that the ring and its buffers do what a server needs, by serving a connection.
  ///
  /// `inPackets` serves one that keeps the bounds of messages: kernels before 6.17 end a receive
  /// from a stream as this one does from packets.
  package mutating func exercise(
    _ buffers: inout ProvidedBuffers, inPackets: Bool = false
  ) throws(RingSetupError) {
    try RingTrial.run(&self, &buffers, kind: inPackets ? SOCK_SEQPACKET : SOCK_STREAM)
  }

  /// Sets a ring up as `tier` wants it, with a table of `slots` descriptors where it has one.
  package init(slots: UInt32, tier: RingTier = .one) throws(RingSetupError) {
    let pointer: UnsafeMutablePointer<io_uring>
    do throws(Errno) {
      unsafe pointer = try Ring.setUp(entries: RingSize.entries, flags: Ring.flags(of: tier))
    } catch {
      throw RingSetupError(step: "io_uring_setup", errno: error, needs: tier)
    }
    do throws(RingSetupError) {
      unsafe try Ring.register(pointer, slots, tier)
    } catch {
      unsafe Ring.dispose(pointer)
      throw error
    }
    unsafe self.init(pointer, tier)
  }

  /// A ring of its own kind, without anything registered; EINVAL for flags the kernel lacks.
  ///
  /// Entries are prepared as `tier` has them.
  init(entries: UInt32, flags: UInt32, tier: RingTier = .four) throws(Errno) {
    unsafe self.init(try Ring.setUp(entries: entries, flags: flags), tier)
  }

  private init(_ pointer: UnsafeMutablePointer<io_uring>, _ tier: RingTier) {
    unsafe self.pointer = pointer
    self.tier = tier
    unsafe timeout = .allocate(capacity: 1)
    unsafe timeout.initialize(to: __kernel_timespec())
  }

  deinit {
    // Closes that are still queued have to happen: the kernel frees what is in the ring's table by
    // itself, and descriptors of the process it does not. There is nobody left to tell of an error.
    // Safe: init set all of it up, and no completion is read after this.
    _ = unsafe io_uring_submit(pointer)
    unsafe Ring.dispose(pointer)
    unsafe timeout.deallocate()
  }

  @unsafe
  private static func setUp(
    entries: UInt32, flags: UInt32
  ) throws(Errno) -> UnsafeMutablePointer<io_uring> {
    let pointer = UnsafeMutablePointer<io_uring>.allocate(capacity: 1)
    unsafe pointer.initialize(to: io_uring())
    var parameters = io_uring_params()
    parameters.flags = flags
    parameters.cq_entries = RingSize.completions
    let result = unsafe io_uring_queue_init_params(entries, pointer, &parameters)
    guard result == 0 else {
      unsafe pointer.deallocate()
      throw Errno(negated: result)
    }
    return unsafe pointer
  }

  @unsafe
  private static func dispose(_ pointer: UnsafeMutablePointer<io_uring>) {
    unsafe io_uring_queue_exit(pointer)
    unsafe pointer.deallocate()
  }

  /// The flags that a tier is set up with, io_uring_setup(2).
  static func flags(of tier: RingTier) -> UInt32 {
    let size = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP
    switch tier {
    // The flag for task work makes "is there more?" one read of shared memory.
    case .one, .two:
      return size | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN
        | IORING_SETUP_TASKRUN_FLAG | IORING_SETUP_SUBMIT_ALL
    case .three:
      return size | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG
        | IORING_SETUP_SUBMIT_ALL
    case .four: return size
    }
  }

  // MARK: Registration

  /// The features that the kernel named at setup, a bit each.
  var features: UInt32 { unsafe pointer.pointee.features }

  @unsafe
  private static func register(
    _ pointer: UnsafeMutablePointer<io_uring>, _ slots: UInt32, _ tier: RingTier
  ) throws(RingSetupError) {
    // A registered ring saves a descriptor look-up in every enter; without it all works the same.
    _ = unsafe io_uring_register_ring_fd(pointer)
    if tier.hasTable {
      let result = unsafe io_uring_register_files_sparse(pointer, slots)
      guard result == 0 else {
        throw RingSetupError(
          step: "io_uring_register, descriptor table", errno: Errno(negated: result))
      }
    }
    do throws(Errno) {
      unsafe try bound(pointer, .ours)
    } catch {
      // The kernel may be older than the bounds.
      guard tier != .four else { return }
      throw RingSetupError(step: "io_uring_register, worker bounds", errno: error)
    }
  }

  /// Bounds the kernel's worker threads; returns what the bounds were.
  ///
  /// Zero leaves one as it is. EINVAL before Linux 5.15, io_uring_register_iowq_max_workers(3).
  func boundWorkers(_ bounds: WorkerBounds) throws(Errno) -> WorkerBounds {
    unsafe try Ring.bound(pointer, bounds)
  }

  @unsafe
  @discardableResult
  private static func bound(
    _ pointer: UnsafeMutablePointer<io_uring>, _ bounds: WorkerBounds
  ) throws(Errno) -> WorkerBounds {
    var pair = (bounds.files, bounds.others)
    let result = unsafe withUnsafeMutablePointer(to: &pair) { pair in
      unsafe pair.withMemoryRebound(to: UInt32.self, capacity: 2) { limits in
        unsafe io_uring_register_iowq_max_workers(pointer, limits)
      }
    }
    guard result == 0 else { throw Errno(negated: result) }
    return WorkerBounds(files: pair.0, others: pair.1)
  }

  // MARK: Submission

  /// The next free entry, to be prepared before the next call of anything here.
  package mutating func entry() throws(Errno) -> SubmissionQueueEntry {
    if let entry = unsafe io_uring_get_sqe(pointer) {
      return unsafe SubmissionQueueEntry(entry, tier)
    }
    try submit()
    guard let entry = unsafe io_uring_get_sqe(pointer) else { throw .busy }
    return unsafe SubmissionQueueEntry(entry, tier)
  }

  private func submit() throws(Errno) {
    let result = unsafe io_uring_submit(pointer)
    if result < 0 { throw Errno(negated: result) }
  }

  /// Submits all that is queued and waits for a completion, for `milliseconds` at the most.
  ///
  /// One system call, unless the kernel says that it holds back more: then completions are gathered
  /// until it does not, so that all that had happened by now is seen together. In particular, a
  /// change that inotify(7) reports is there beside any request sent after it.
  package mutating func gather(forAtMost milliseconds: UInt64) throws(Errno) {
    acknowledge()
    precondition(ready == 0, "completions are taken before more are waited for")
    unsafe timeout.pointee.tv_sec = Int64(min(milliseconds, 86_400_000) / 1000)
    unsafe timeout.pointee.tv_nsec = Int64(milliseconds % 1000) * 1_000_000
    var first: UnsafeMutablePointer<io_uring_cqe>?
    let result = unsafe io_uring_submit_and_wait_timeout(pointer, &first, 1, timeout, nil)
    try Ring.check(result)
    // Bounded: a flood of requests must not keep answers back for ever.
    for _ in 0..<64 where unsafe uring_work_pending(pointer) {
      try Ring.check(unsafe io_uring_get_events(pointer))
    }
    ready = unsafe uring_completions_ready(pointer)
  }

  /// A time-out, a signal or a full completion queue is no failure of the ring.
  private static func check(_ result: Int32) throws(Errno) {
    guard result < 0 else { return }
    let error = Errno(negated: result)
    guard error == .timedOut || error == .interrupted || error == .busy || error == .tryAgain
    else { throw error }
  }

  // MARK: Completion

  /// Takes the next completion that the last `gather` found.
  package mutating func next() -> Completion? {
    guard ready > 0 else { return nil }
    ready -= 1
    defer { taken += 1 }
    return unsafe Completion(uring_completion(pointer, taken).pointee)
  }

  /// Whether a completion that was found and not taken has a token that satisfies `isWanted`.
  package func contains(_ isWanted: (UInt64) -> Bool) -> Bool {
    for ahead in 0..<ready
    where unsafe isWanted(uring_completion(pointer, taken + ahead).pointee.user_data) {
      return true
    }
    return false
  }

  /// Hands taken completions' places back to the kernel, all in one store.
  private mutating func acknowledge() {
    unsafe io_uring_cq_advance(pointer, taken)
    taken = 0
  }
}
#endif
