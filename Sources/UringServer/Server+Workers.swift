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

  /// Takes the engine that all workers agree on; throws only before the worker has started.
  private func serve(_ listener: consuming FileDescriptor, _ crew: WorkerCrew) throws {
    guard configuration.engine != .epoll else { return try serveOnEpoll(listener, crew, nil) }
    #if IOUring
    let limits = WorkerLimits(descriptors: crew.descriptors, workers: crew.count)
    let ring: ExercisedRing?
    do throws(RingSetupError) {
      ring = try ExercisedRing(slots: UInt32(limits.slots))
      crew.vote.cast(nil)
    } catch {
      ring = nil
      crew.vote.cast(error.description)
    }
    guard let decision = crew.vote.decision() else {
      return try serveOnRing(ring, listener, crew, limits)
    }
    // What one worker was refused, for want of locked memory perhaps, the others give back.
    _ = consume ring
    #else
    let decision = "this build is without it. Build it with the package trait IOUring, the default."
    #endif
    guard configuration.engine == .auto else {
      throw ServerError("io_uring is refused: \(decision) Or serve on epoll: --engine auto")
    }
    try serveOnEpoll(listener, crew, decision)
  }

  private func serveOnEpoll(
    _ listener: consuming FileDescriptor, _ crew: WorkerCrew, _ refusal: String?
  ) throws {
    guard
      let limits = WorkerLimits(sharedDescriptors: crew.descriptors, workers: crew.count)
    else {
      throw ServerError(
        "\(crew.descriptors) descriptors are too few for \(crew.count) workers on epoll. Raise the "
          + "limit on open files (ulimit -n), or use fewer workers.")
    }
    let wakeup = try FileDescriptor.wakeup()
    let number = wakeup.number
    let engine = try EpollEngine(
      slots: limits.slots, listener: listener, wakeup: wakeup, inotify: changes(),
      root: crew.site.root.number, isLocal: crew.site.isWatchable, cpus: crew.cpus)
    let worker = try Worker(engine, crew.site, limits)
    run(worker, number, RunningEngine(choice: .epoll, tier: nil, refusal: refusal), crew)
  }

  #if IOUring
  private func serveOnRing(
    _ ring: consuming ExercisedRing?, _ listener: consuming FileDescriptor, _ crew: WorkerCrew,
    _ limits: WorkerLimits
  ) throws {
    guard let ring else { preconditionFailure("whoever has no ring says so in the vote") }
    let wakeup = try FileDescriptor.wakeup()
    let number = wakeup.number
    let tier = ring.ring.tier.rawValue
    let engine = UringEngine(
      slots: limits.slots, ring: ring, listener: listener, wakeup: wakeup,
      inotify: try changes(), root: crew.site.root.number)
    let worker = try Worker(engine, crew.site, limits)
    run(worker, number, RunningEngine(choice: .ioUring, tier: tier, refusal: nil), crew)
  }
  #endif

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
    _ worker: consuming Worker<E>, _ wakeup: Int32, _ engine: RunningEngine, _ crew: WorkerCrew
  ) {
    var worker = worker
    worker.start()
    enlist(wakeup, engine)
    defer { dismiss(wakeup) }
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
