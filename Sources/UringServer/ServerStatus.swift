/// What a server that has just become ready says of itself.
public struct ServerStatus: Sendable, CustomStringConvertible {
  /// Directory that is served, as an absolute path.
  public let root: String
  /// Address that clients connect to, with the port that was picked.
  public let url: String
  /// The engine that was taken: io_uring or epoll, never `auto`.
  public let engine: EngineChoice
  /// How much of io_uring the kernel offers, 1 being the most; `nil` on epoll.
  public let tier: Int?
  /// Threads that serve.
  public let workers: Int
  /// Why io_uring was not taken, and what to do about it, where it was wanted.
  public let refusal: String?

  /// One line for a log.
  public var description: String {
    let threads = workers == 1 ? "1 worker" : "\(workers) workers"
    let level = tier.map { ", tier \($0)" } ?? ""
    let reason = refusal.map { " instead of io_uring, which is refused: \($0)" } ?? ""
    return "serving \(root) at \(url) (\(engine.rawValue)\(level), \(threads))\(reason)"
  }
}
