/// Which interface to the kernel carries the data.
public enum EngineChoice: String, Sendable, CaseIterable {
  /// io_uring where it works, else epoll.
  case auto
  /// io_uring(7), or no server at all.
  case ioUring = "io_uring"
  /// epoll(7).
  case epoll
}
