/// How many kernel threads may work for a ring, io_uring_register_iowq_max_workers(3).
package struct WorkerBounds: Equatable, Sendable {
  /// Threads for regular files and block devices ("bounded" work).
  package var files: UInt32
  /// Threads for everything else ("unbounded" work).
  package var others: UInt32

  package init(files: UInt32, others: UInt32) {
    self.files = files
    self.others = others
  }

  /// Enough for statx(2), and never one per slow client.
  package static let ours = WorkerBounds(files: 4, others: 2)
  /// Changes nothing: asks.
  static let asking = WorkerBounds(files: 0, others: 0)
}
