import LinuxIO

/// A worker's life, on its own thread.
extension Server {
  func work(_ listener: Int32, _ crew: WorkerCrew) {
    defer { crew.ended.signal() }
    Signals.holdPipe()
    let listener = FileDescriptor(taking: listener)
    do {
      try serve(listener, crew)
    } catch let error as ServerError {
      fail(error.description)
      crew.started.signal()
    } catch {
      fail("cannot start a worker: \(error)")
      crew.started.signal()
    }
  }

  /// Takes the planned engine, if all workers can have it; throws only before the worker has
  /// started.
  private func serve(_ listener: consuming FileDescriptor, _ crew: WorkerCrew) throws {
    switch crew.plan {
    case .epoll(let limits, let refusal):
      try serveOnEpoll(listener, crew, limits, refusal)
    case .ring(let tier, let limits):
      #if IOUring
      try serveOnRing(tier, listener, crew, limits)
      #else
      preconditionFailure("a build without io_uring plans without it: \(tier) \(limits)")
      #endif
    }
  }

  private func serveOnEpoll(
    _ listener: consuming FileDescriptor, _ crew: WorkerCrew, _ limits: WorkerLimits,
    _ refusal: String?
  ) throws {
    let wakeup = try FileDescriptor.wakeup()
    let mailbox = Mailbox(wakeup: wakeup.number)
    let engine = try EpollEngine(
      slots: limits.slots, listener: listener, wakeup: wakeup, inotify: changes(),
      root: crew.site.root.number, localDevice: crew.site.localDevice, cpus: crew.cpus)
    let worker = try Worker(engine, crew.site, cached(limits), mailbox, crew.background)
    run(worker, mailbox, RunningEngine(choice: .epoll, tier: nil, refusal: refusal), crew)
  }

  #if IOUring
  private func serveOnRing(
    _ tier: RingTier, _ listener: consuming FileDescriptor, _ crew: WorkerCrew,
    _ limits: WorkerLimits
  ) throws {
    let ring: ExercisedRing?
    do throws(RingSetupError) {
      ring = try ExercisedRing(slots: UInt32(limits.slots), tier: tier)
      crew.vote.cast(nil)
    } catch {
      ring = nil
      crew.vote.cast(error.description)
    }
    if let refusal = crew.vote.decision() {
      // What one worker was refused, for want of locked memory perhaps, the others give back.
      _ = consume ring
      let plan = try EnginePlan.withoutRing(
        refusal, configuration.engine, crew.descriptors, crew.count)
      guard case .epoll(let limits, let refusal) = plan else { return }
      return try serveOnEpoll(listener, crew, limits, refusal)
    }
    guard let ring else { preconditionFailure("whoever has no ring says so in the vote") }
    let wakeup = try FileDescriptor.wakeup()
    let mailbox = Mailbox(wakeup: wakeup.number)
    let engine = UringEngine(
      slots: limits.slots, burst: limits.burst, acceptsAll: limits.acceptsAll,
      descriptors: limits.cache.files, ring: ring, listener: listener, wakeup: wakeup,
      inotify: try changes(), root: crew.site.root.number,
      localDevice: crew.site.localDevice)
    let worker = try Worker(engine, crew.site, cached(limits), mailbox, crew.background)
    run(
      worker, mailbox, RunningEngine(choice: .ioUring, tier: tier.rawValue, refusal: nil), crew)
  }
  #endif

  /// The limits with as much memory for files as was configured.
  private func cached(_ limits: WorkerLimits) -> WorkerLimits {
    var limits = limits
    limits.cache.limit(to: Int(clamping: configuration.cacheBytes))
    return limits
  }

  /// The queue of file changes, which both engines need.
  private func changes() throws(ServerError) -> Inotify {
    do throws(Errno) {
      return try Inotify()
    } catch {
      throw ServerError(
        "inotify_init1: \(error). Raise the sysctl fs.inotify.max_user_instances, or use fewer "
          + "workers.")
    }
  }

  /// Serves until drained; a worker whose kernel interface fails is kept, and the server ends.
  private func run<E: Engine & ~Copyable>(
    _ worker: consuming Worker<E>, _ mailbox: Mailbox, _ engine: RunningEngine, _ crew: WorkerCrew
  ) {
    var worker = worker
    worker.start()
    enlist(mailbox, engine)
    defer { dismiss(mailbox) }
    crew.started.signal()
    do throws(Errno) {
      while try worker.turn() {}
    } catch {
      fail("\(engine.choice.rawValue): \(error)")
      crew.ended.signal()
      // The kernel may still be at work on this worker's memory, so it is kept for good.
      while worker.connectionCount >= 0 { Thread.pause() }
    }
  }
}
