import Glibc
import HTTPCore
import LinuxIO
import Synchronization

/// A static file server: one directory, one address, a worker on every CPU.
public final class Server: Sendable {
  private struct State {
    var isDraining = false
    /// Where running workers are told things.
    var mailboxes: [Mailbox] = []
    /// What the workers run on, once one does.
    var engine: RunningEngine?
    var failure: ServerError?
  }

  let configuration: Configuration
  private let state = Mutex(State())

  /// A server that `run` starts.
  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// Serves until `drain` is called and the responses under way have ended, or time is up.
  ///
  /// `ready` is called once, when every worker accepts connections. Throws if the server cannot
  /// start, or if the kernel fails it later on.
  public func run(ready: (ServerStatus) -> Void) throws(ServerError) {
    let overrides = try configuration.mediaTypeOverrides()
    let site = Site(
      index: configuration.index, root: try openRoot(), configuration.variants,
      MediaTypes(overrides))
    let path = absolutePath()
    let cpus = Thread.allowedCPUs()
    let count = configuration.workers ?? cpus.count
    let descriptors = ResourceLimits.raiseDescriptors()
    let plan = try EnginePlan.decide(
      configuration.engine, tier: configuration.tier, descriptors: descriptors, workers: count)
    let (listeners, address) = try listen(count, plan.backlog)
    let background = try background(site, cpus)
    defer { background.end() }
    let crew = WorkerCrew(
      site: site, plan: plan, background: background, descriptors: descriptors, count: count,
      cpus: cpus)
    for (number, listener) in listeners.enumerated() {
      start(listener, on: cpus[number % cpus.count], crew)
    }
    for _ in listeners { crew.started.wait() }
    if let engine = state.withLock({ $0.failure == nil ? $0.engine : nil }) {
      let url = "http://\(address.host):\(address.port)/"
      ready(
        ServerStatus(
          root: path, url: url, engine: engine.choice, tier: engine.tier, workers: count,
          refusal: engine.refusal))
    }
    for _ in listeners { crew.ended.wait() }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Stops accepting and lets responses under way end; safe from any thread, and more than once.
  public func drain() {
    state.withLock { state in
      state.isDraining = true
      for mailbox in state.mailboxes { mailbox.post(.drain) }
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

  /// The threads that all workers share, and where what they make is kept.
  private func background(_ site: Site, _ cpus: [Int]) throws(ServerError) -> BackgroundPool {
    var store: FileStore?
    if let path = configuration.compressCache {
      do throws(Errno) {
        store = try FileStore(
          path, atMost: configuration.compressCacheBytes, named: KeptName.isOne)
      } catch {
        throw ServerError(
          "cannot keep compressed files in \(path): \(error); name a directory that can be written")
      }
    }
    do throws(Errno) {
      return try BackgroundPool(
        BackgroundLimits(cpus: cpus.count), BackgroundDesk(root: site.root, store: store),
        on: cpus)
    } catch {
      throw ServerError("cannot start a thread: \(error)")
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

  private func start(_ listener: Int32, on cpu: Int, _ crew: WorkerCrew) {
    do throws(Errno) {
      try Thread.start(on: [cpu]) { self.work(listener, crew) }
    } catch {
      let reason = "cannot start a worker thread: \(error)"
      fail(reason)
      _ = FileDescriptor(taking: listener)
      crew.vote.cast(reason)
      crew.started.signal()
      crew.ended.signal()
    }
  }

  /// Notes a worker that serves from now on.
  func enlist(_ mailbox: Mailbox, _ engine: RunningEngine) {
    state.withLock { state in
      state.engine = engine
      state.mailboxes.append(mailbox)
      if state.isDraining { mailbox.post(.drain) }
    }
  }

  func dismiss(_ mailbox: Mailbox) {
    state.withLock { $0.mailboxes.removeAll { $0 === mailbox } }
  }

  /// Notes the first failure and ends the other workers.
  func fail(_ reason: String) {
    state.withLock { state in
      if state.failure == nil { state.failure = ServerError(reason) }
    }
    drain()
  }
}
