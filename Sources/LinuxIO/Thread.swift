import CLinux
import Glibc

/// Threads of the process that nobody joins, pthreads(7): each says itself when it is done.
package enum Thread {
  /// What the thread runs; lives from the start to the first instruction of the thread.
  private final class Body {
    let cpu: Int?
    let run: @Sendable () -> Void

    init(_ cpu: Int?, _ run: @escaping @Sendable () -> Void) {
      self.cpu = cpu
      self.run = run
    }
  }

  /// Starts a thread, on `cpu` alone if one is named.
  package static func start(
    on cpu: Int?, _ run: @escaping @Sendable () -> Void
  ) throws(Errno) {
    var handle = pthread_t()
    // Safe: the reference is retained here and released by the thread, or below if there is none.
    let body = unsafe Unmanaged.passRetained(Body(cpu, run))
    let result = unsafe pthread_create(
      &handle, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        if let cpu = body.cpu { Thread.pin(to: cpu) }
        body.run()
        return nil
      }, body.toOpaque())
    guard result == 0 else {
      unsafe body.release()
      throw Errno(code: result)
    }
    _ = pthread_detach(handle)
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

  /// Keeps the calling thread on one CPU; harmless if it cannot be.
  private static func pin(to cpu: Int) {
    var set = cpu_set_t()
    guard cpu < 8 * MemoryLayout<cpu_set_t>.size else { return }
    unsafe withUnsafeMutableBytes(of: &set) { unsafe $0[cpu / 8] = 1 << UInt8(cpu % 8) }
    _ = unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
  }
}
