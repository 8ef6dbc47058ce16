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
  /// Entries of the submission queue; when they run out, what is queued is submitted early.
  package static let entries: UInt32 = 512
  /// Entries of the completion queue; a multishot operation completes more often than it is queued.
  package static let completions: UInt32 = 4096

  let pointer: UnsafeMutablePointer<io_uring>
  /// The wait's time limit; in place because the kernel reads it by address.
  private let timeout: UnsafeMutablePointer<__kernel_timespec>
  package let tier: RingTier
  /// Completions that were ready when `gather` last looked and have not been taken.
  private var ready: UInt32 = 0
  /// Taken completions that the kernel has not been told of yet.
  private var taken: UInt32 = 0

  /// The setup flags to try, best first; EINVAL means the kernel is older than the newest of them.
  private static let ladder: [(tier: RingTier, flags: UInt32)] = [
    // The flag for task work makes "is there more?" one read of shared memory.
    (
      .two,
      IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG
        | IORING_SETUP_SUBMIT_ALL
    ),
    (
      .three,
      IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG | IORING_SETUP_SUBMIT_ALL
    ),
  ]

  /// What every operation here relies on: 5.17 and newer.
  private static let neededFeatures =
    IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP | IORING_FEAT_SUBMIT_STABLE
    | IORING_FEAT_FAST_POLL | IORING_FEAT_EXT_ARG | IORING_FEAT_CQE_SKIP

  /// Shows that the ring and its buffers do what a server needs, by serving a connection.
  ///
  /// `inPackets` serves one that keeps the bounds of messages: kernels before 6.17 end a receive
  /// from a stream as this one does from packets.
  package mutating func exercise(
    _ buffers: inout BufferRing, inPackets: Bool = false
  ) throws(RingSetupError) {
    try RingTrial.run(&self, &buffers, kind: inPackets ? SOCK_SEQPACKET : SOCK_STREAM)
  }

  /// Sets a ring up with a table of `slots` direct descriptors, on no better tier than `best`.
  package init(slots: UInt32, best: RingTier = .one) throws(RingSetupError) {
    let (pointer, tier) = try unsafe Ring.make(slots, best)
    unsafe self.pointer = pointer
    self.tier = tier
    unsafe timeout = .allocate(capacity: 1)
    unsafe timeout.initialize(to: __kernel_timespec())
  }

  deinit {
    // Safe: init set all of it up, and no completion is read after this.
    unsafe io_uring_queue_exit(pointer)
    unsafe pointer.deallocate()
    unsafe timeout.deallocate()
  }

  /// Sets up and registers, or leaves nothing behind.
  @unsafe
  private static func make(
    _ slots: UInt32, _ best: RingTier
  ) throws(RingSetupError) -> (UnsafeMutablePointer<io_uring>, RingTier) {
    let pointer = UnsafeMutablePointer<io_uring>.allocate(capacity: 1)
    unsafe pointer.initialize(to: io_uring())
    do throws(RingSetupError) {
      let tier = try unsafe setUp(pointer, best)
      do throws(RingSetupError) {
        try unsafe register(slots, pointer)
      } catch {
        unsafe io_uring_queue_exit(pointer)
        throw error
      }
      return unsafe (pointer, tier)
    } catch {
      unsafe pointer.deallocate()
      throw error
    }
  }

  /// Climbs down the ladder until the kernel agrees.
  @unsafe
  private static func setUp(
    _ pointer: UnsafeMutablePointer<io_uring>, _ best: RingTier
  ) throws(RingSetupError) -> RingTier {
    var result = Errno.invalidArgument.code
    for (tier, flags) in ladder where tier.rawValue >= best.rawValue {
      var parameters = io_uring_params()
      parameters.flags = flags | IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP
      parameters.cq_entries = completions
      result = unsafe 0 - io_uring_queue_init_params(entries, pointer, &parameters)
      if result == 0 {
        guard parameters.features & neededFeatures == neededFeatures else {
          unsafe io_uring_queue_exit(pointer)
          throw RingSetupError(step: "io_uring_setup, features", errno: .invalidArgument)
        }
        let gathers = tier == .two && parameters.features & IORING_FEAT_MIN_TIMEOUT != 0
        return gathers && best == .one ? .one : tier
      }
      if Errno(code: result) != .invalidArgument { break }
    }
    throw RingSetupError(step: "io_uring_setup", errno: Errno(code: result))
  }

  @unsafe
  private static func register(
    _ slots: UInt32, _ pointer: UnsafeMutablePointer<io_uring>
  ) throws(RingSetupError) {
    // A registered ring saves a descriptor look-up in every enter; without it all works the same.
    _ = unsafe io_uring_register_ring_fd(pointer)
    let files = unsafe io_uring_register_files_sparse(pointer, slots)
    guard files == 0 else {
      throw RingSetupError(
        step: "io_uring_register, descriptor table", errno: Errno(negated: files))
    }
    // Bounded and unbounded kernel worker threads: enough for statx, never one per slow client.
    var workers: (UInt32, UInt32) = (4, 2)
    let limited = unsafe withUnsafeMutablePointer(to: &workers) { pair in
      unsafe pair.withMemoryRebound(to: UInt32.self, capacity: 2) { limits in
        unsafe io_uring_register_iowq_max_workers(pointer, limits)
      }
    }
    guard limited == 0 else {
      throw RingSetupError(step: "io_uring_register, worker limits", errno: Errno(negated: limited))
    }
  }

  // MARK: Submission

  /// The next free entry, to be prepared before the next call of anything here.
  package mutating func entry() throws(Errno) -> SubmissionQueueEntry {
    if let entry = unsafe io_uring_get_sqe(pointer) {
      return unsafe SubmissionQueueEntry(entry)
    }
    try submit()
    guard let entry = unsafe io_uring_get_sqe(pointer) else { throw .busy }
    return unsafe SubmissionQueueEntry(entry)
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
