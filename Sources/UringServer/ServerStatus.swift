/// What a server that has just become ready says of itself.
public struct ServerStatus: Sendable, CustomStringConvertible {
  /// Directory that is served, as an absolute path.
  public let root: String
  /// Address that clients connect to, with the port that was picked.
  public let url: String
  /// How much of io_uring the kernel offers: 1 is the most.
  public let tier: Int
  /// Threads that serve.
  public let workers: Int

  /// One line for a log.
  public var description: String {
    let threads = workers == 1 ? "1 worker" : "\(workers) workers"
    return "serving \(root) at \(url) (io_uring, tier \(tier), \(threads))"
  }
}
