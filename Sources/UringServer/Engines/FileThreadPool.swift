package import LinuxIO
import Synchronization

/// A few threads for the calls on files that may wait for a disk, so that a loop need not.
///
/// Memory and descriptors that a call names must stay until its outcome was taken.
package final class FileThreadPool: Sendable {
  package enum Call: Sendable {
    case open(Region, below: Int32, OpenRules)
    case inspect(Int32, StatusArea)
    case read(Int32, from: UInt64, into: Region)
    /// Sends a stretch of a file into a socket that does not block.
    case send(Int32, file: Int32, from: UInt64, count: Int)
    /// Has no outcome.
    case close(Int32)

    /// Whether it is over as soon as a few blocks of metadata are there.
    var isShort: Bool {
      switch self {
      case .open, .inspect, .close: true
      case .read, .send: false
      }
    }
  }

  /// How a call went.
  package struct Outcome: Sendable {
    package let token: UInt64
    /// A descriptor or a count if it is not negative, else the negated error.
    package let result: Int
  }

  private struct State: ~Copyable {
    /// Short calls go first: many downloads from a slow disk must not keep every small file
    /// waiting.
    var shortCalls: FixedQueue<(token: UInt64, call: Call)>
    var longCalls: FixedQueue<(token: UInt64, call: Call)>
    var outcomes: FixedQueue<Outcome>
    var isEnding = false
  }

  private let state: Mutex<State>
  private let callsWaiting = CountingSemaphore()
  private let threadsEnded = CountingSemaphore()
  private let threads: Int
  private let callsMax: Int
  /// Becomes readable whenever there is a new outcome.
  package let signal: FileDescriptor

  /// Starts `threads` threads, on `cpus` if any are named, for `callsMax` calls at a time.
  ///
  /// As many closes may wait besides. `end` must be called.
  package init(threads: Int, on cpus: [Int] = [], callsMax: Int) throws(Errno) {
    signal = try .wakeup()
    self.threads = threads
    self.callsMax = callsMax
    state = Mutex(
      State(
        shortCalls: FixedQueue(capacity: 2 * callsMax), longCalls: FixedQueue(capacity: callsMax),
        outcomes: FixedQueue(capacity: callsMax)))
    for started in 0..<threads {
      do throws(Errno) {
        try Thread.start(on: cpus) { self.work() }
      } catch {
        end(started)
        throw error
      }
    }
  }

  /// Makes `call` on one of the threads; `token` names its outcome.
  package func start(_ call: Call, _ token: UInt64) {
    state.withLock { state in
      if call.isShort {
        state.shortCalls.append((token, call))
      } else {
        state.longCalls.append((token, call))
      }
    }
    callsWaiting.signal()
  }

  /// Closes `file` on one of the threads; false if there is no room for that.
  package func close(_ file: Int32) -> Bool {
    let hasRoom = state.withLock { state in
      guard state.shortCalls.count < callsMax else { return false }
      state.shortCalls.append((0, .close(file)))
      return true
    }
    if hasRoom { callsWaiting.signal() }
    return hasRoom
  }

  /// An outcome that was not taken yet.
  package func takeOutcome() -> Outcome? {
    state.withLock { $0.outcomes.popFirst() }
  }

  /// Ends the threads when the calls they are at have ended; those not begun are not made.
  package func end() {
    end(threads)
  }

  private func end(_ count: Int) {
    state.withLock { $0.isEnding = true }
    for _ in 0..<count { callsWaiting.signal() }
    for _ in 0..<count { threadsEnded.wait() }
  }

  // MARK: On the threads

  private func work() {
    defer { threadsEnded.signal() }
    Signals.holdPipe()
    while let (token, call) = next() {
      guard let result = FileThreadPool.result(of: call) else { continue }
      state.withLock { $0.outcomes.append(Outcome(token: token, result: result)) }
      FileDescriptor.wake(signal.number)
    }
  }

  private func next() -> (UInt64, Call)? {
    callsWaiting.wait()
    return state.withLock { state in
      state.isEnding ? nil : state.shortCalls.popFirst() ?? state.longCalls.popFirst()
    }
  }

  private static func result(of call: Call) -> Int? {
    do throws(Errno) {
      switch call {
      case .open(let path, let directory, let rules):
        return Int(try OpenFile.open(path, below: directory, rules, mayWait: true))
      case .inspect(let file, let area):
        try OpenFile.inspect(file, into: area, mayWait: true)
        return 0
      case .read(let file, let offset, let region):
        return try count(OpenFile.read(file, from: offset, into: region, mayWait: true))
      case .send(let socket, let file, let offset, let count):
        return try self.count(StreamSocket.send(socket, file: file, from: offset, count: count))
      case .close(let file):
        _ = FileDescriptor(taking: file)
        return nil
      }
    } catch {
      return -Int(error.code)
    }
  }

  private static func count(_ transfer: Transfer) throws(Errno) -> Int {
    switch transfer {
    case .moved(let count): return count
    case .wouldBlock: throw .tryAgain
    case .failed(let errno): throw errno
    }
  }
}
