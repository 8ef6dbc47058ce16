import CLinux
import Glibc

/// Threads of the process that nobody joins, pthreads(7): each says itself when it is done.
package enum Thread {
  /// What the thread runs; lives from the start to the first instruction of the thread.
  private final class Body {
    let cpus: [Int]
    let run: @Sendable () -> Void

    init(_ cpus: [Int], _ run: @escaping @Sendable () -> Void) {
      self.cpus = cpus
      self.run = run
    }
  }

  /// Starts a thread on the CPUs of the one that starts it, or on `cpus` if any are named.
  package static func start(
    on cpus: [Int] = [], _ run: @escaping @Sendable () -> Void
  ) throws(Errno) {
    var handle = pthread_t()
    // Safe: the reference is retained here and released by the thread, or below if there is none.
    let body = unsafe Unmanaged.passRetained(Body(cpus, run))
    let result = unsafe pthread_create(
      &handle, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        if !body.cpus.isEmpty { Thread.pin(to: body.cpus) }
        body.run()
        return nil
      }, body.toOpaque())
    guard result == 0 else {
      unsafe body.release()
      throw Errno(code: result)
    }
    _ = pthread_detach(handle)
  }

  /// Lets the calling thread run only in what the others leave it, nearly: nice(1) is of a thread.
  package static func yieldToOthers() {
    // Harmless if it cannot be.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }

  /// Waits for a signal to be handled.
  package static func pause() {
    _ = Glibc.pause()
  }

  /// The CPUs this process may use, sched_getaffinity(2).
  package static func allowedCPUs() -> [Int] {
    var set = cpu_set_t()
    guard unsafe sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { return [0] }
    // Safe: a cpu_set_t is a plain array of bits.
    return unsafe withUnsafeBytes(of: set) { bytes in
      (0..<(8 * bytes.count)).filter { unsafe bytes[$0 / 8] & (1 << UInt8($0 % 8)) != 0 }
    }
  }

  /// Keeps the calling thread on `cpus`; harmless if it cannot be.
  private static func pin(to cpus: [Int]) {
    var set = cpu_set_t()
    for cpu in cpus where cpu < 8 * MemoryLayout<cpu_set_t>.size {
      unsafe withUnsafeMutableBytes(of: &set) { unsafe $0[cpu / 8] |= 1 << UInt8(cpu % 8) }
    }
    _ = unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
  }
}
