import Glibc
import LinuxIO
import Synchronization

/// A static file server: one directory, one address, a worker on every CPU.
public final class Server: Sendable {
  private struct State {
    var isDraining = false
    /// Eventfds of running workers.
    var wakeups: [Int32] = []
    var tier: RingTier?
    var failure: ServerError?
  }

  private let configuration: Configuration
  private let state = Mutex(State())

  /// A server that `run` starts.
  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// Serves until `drain` is called and the responses under way have ended, or time is up.
  ///
  /// `ready` is called once, when every worker accepts connections. Throws if the server cannot
  /// start, or if the kernel takes a ring away from it.
  public func run(ready: (ServerStatus) -> Void) throws(ServerError) {
    let site = Site(index: configuration.index, root: try openRoot())
    let path = absolutePath()
    let cpus = Thread.allowedCPUs()
    let count = configuration.workers ?? cpus.count
    let limits = WorkerLimits(
      descriptors: ResourceLimits.raiseDescriptors(), workers: count)
    let (listeners, address) = try listen(count, limits.backlog)
    let started = CountingSemaphore()
    let ended = CountingSemaphore()
    for (number, listener) in listeners.enumerated() {
      start(
        listener, site, limits, on: cpus[number % cpus.count], started: started, ended: ended)
    }
    for _ in listeners { started.wait() }
    let tier = state.withLock { $0.failure == nil ? $0.tier : nil }
    if let tier {
      let url = "http://\(address.host):\(address.port)/"
      ready(ServerStatus(root: path, url: url, tier: tier.rawValue, workers: count))
    }
    for _ in listeners { ended.wait() }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Stops accepting and lets responses under way end; safe from any thread, and more than once.
  public func drain() {
    state.withLock { state in
      state.isDraining = true
      for wakeup in state.wakeups { FileDescriptor.wake(wakeup) }
    }
  }

  // MARK: Starting

  private func openRoot() throws(ServerError) -> FileDescriptor {
    do throws(Errno) {
      return try FileDescriptor.directory(configuration.root)
    } catch {
      let reason =
        switch error {
        case .noEntry: "there is no such directory; check the path"
        case .notDirectory: "it is not a directory; name the directory that holds the files"
        case .accessDenied: "its permissions forbid reading it; change them or the user"
        default: error.description
        }
      throw ServerError("cannot serve \(configuration.root): \(reason)")
    }
  }

  private func absolutePath() -> String {
    // Safe: realpath allocates the text, which is copied and freed here.
    guard let text = unsafe realpath(configuration.root, nil) else { return configuration.root }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  /// One listening socket a worker; the first makes sure that nobody else has the address.
  private func listen(
    _ count: Int, _ backlog: Int
  ) throws(ServerError) -> ([Int32], SocketAddress) {
    let wanted: SocketAddress
    do throws(SocketAddress.ResolveError) {
      wanted = try SocketAddress(host: configuration.host, port: configuration.port)
    } catch {
      throw ServerError(
        "cannot listen on \(configuration.host): \(error); name an address of this machine")
    }
    do throws(Errno) {
      let first = try ListeningSocket(exclusive: wanted, backlog: backlog)
      let address = first.address
      var listeners: [Int32] = []
      for _ in 1..<max(count, 1) {
        listeners.append(try ListeningSocket(sharing: first).release())
      }
      listeners.append(first.release())
      return (listeners, address)
    } catch {
      throw ServerError("cannot listen on \(wanted.host):\(configuration.port): \(advice(error))")
    }
  }

  private func advice(_ errno: Errno) -> String {
    switch errno {
    case .addressInUse:
      "the port is in use; stop what listens there, or choose another with --port (0 picks one)"
    case .accessDenied:
      "ports below 1024 need a privilege; choose a higher one with --port"
    case .addressNotAvailable: "this machine has no such address; choose one with --host"
    default: errno.description
    }
  }

  // MARK: Workers

  private func start(
    _ listener: Int32, _ site: Site, _ limits: WorkerLimits, on cpu: Int,
    started: CountingSemaphore,
    ended: CountingSemaphore
  ) {
    do throws(Errno) {
      try Thread.start(on: cpu) {
        self.work(listener, site, limits, started: started, ended: ended)
      }
    } catch {
      fail("cannot start a worker thread: \(error)")
      _ = FileDescriptor(taking: listener)
      started.signal()
      ended.signal()
    }
  }

  /// A worker's life, on its own thread.
  private func work(
    _ listener: Int32, _ site: Site, _ limits: WorkerLimits, started: CountingSemaphore,
    ended: CountingSemaphore
  ) {
    defer { ended.signal() }
    // Signals once, whether the start succeeds or not.
    var isStarted = false
    do {
      let listener = FileDescriptor(taking: listener)
      let wakeup = try FileDescriptor.wakeup()
      let wakeupNumber = wakeup.number
      let engine = try UringEngine(
        slots: limits.slots, listener: listener, wakeup: wakeup, root: site.root.number)
      let tier = engine.tier
      var worker = try Worker(engine, site, limits)
      worker.start()
      enlist(wakeupNumber, tier)
      defer { dismiss(wakeupNumber) }
      started.signal()
      isStarted = true
      if let errno = serve(&worker) {
        fail("io_uring: \(errno)")
        ended.signal()
        // The kernel may still be at work on this worker's memory, so it is kept for good.
        while worker.connectionCount >= 0 { Thread.pause() }
      }
    } catch {
      fail("\(error)")
      if !isStarted { started.signal() }
    }
  }

  /// Turns until the worker is drained; returns why it could not go on, if so.
  private func serve(_ worker: inout Worker<UringEngine>) -> Errno? {
    do throws(Errno) {
      while try worker.turn() {}
      return nil
    } catch {
      return error
    }
  }

  private func enlist(_ wakeup: Int32, _ tier: RingTier) {
    state.withLock { state in
      state.tier = tier
      state.wakeups.append(wakeup)
      if state.isDraining { FileDescriptor.wake(wakeup) }
    }
  }

  private func dismiss(_ wakeup: Int32) {
    state.withLock { $0.wakeups.removeAll { $0 == wakeup } }
  }

  /// Notes the first failure and ends the other workers.
  private func fail(_ reason: String) {
    state.withLock { state in
      if state.failure == nil { state.failure = ServerError(reason) }
    }
    drain()
  }
}
