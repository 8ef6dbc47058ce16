import UringServer

/// What a simulation looks at when it is over.
extension Worker where E == ScriptedEngine {
  var engineIsDone: Bool { engine.isDone }

  /// Drops everything that is cached, so that what is still held is a leak.
  mutating func forgetFiles() {
    cache.everythingChanged()
    releaseFiles()
  }

  var outcome: SimulationTests.Outcome {
    (
      engine.clients, engine.files.descriptors.count, blocks.freeCount, blocks.count,
      engine.files.versions
    )
  }
}
