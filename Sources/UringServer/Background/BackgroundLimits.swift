/// The bounds of work in the background.
package struct BackgroundLimits: Sendable {
  /// Threads, of all workers together; they yield to the loops.
  package var threads = 1
  /// Tasks that wait for a thread; with so many waiting, further ones are not taken.
  package var tasks = 64
  /// Bytes of what a file is decoded to, all in memory.
  package var decodedBytes = 32 * 1024 * 1024
  /// Bytes of a file whose digest is found out: half a minute of a slow processor.
  package var digestedBytes: UInt64 = 4 * 1024 * 1024 * 1024

  package init() {}

  /// Limits for a process that may use so many CPUs.
  package init(cpus: Int) {
    threads = max(1, min(4, cpus / 2))
  }
}
