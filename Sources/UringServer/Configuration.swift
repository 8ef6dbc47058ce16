/// What to serve, and where.
public struct Configuration: Sendable {
  /// Directory whose files are served.
  public var root: String
  /// Address or name to listen on.
  public var host = "127.0.0.1"
  /// TCP port to listen on; 0 lets the kernel pick one.
  public var port: UInt16 = 8080
  /// Threads that serve, each with an engine and a CPU of its own; `nil` takes every CPU allowed.
  public var workers: Int?
  /// Which interface to the kernel carries the data.
  public var engine = EngineChoice.auto
  /// The tier of io_uring to run on, 1 to 4, for tests; `nil` takes the best there is.
  public var tier: Int?
  /// Name of the file that stands for its directory.
  public var index = "index.html"

  /// Serves `root` on the default address.
  public init(root: String) {
    self.root = root
  }
}
