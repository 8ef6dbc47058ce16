/// How a transfer of bytes went that must not wait.
package enum Transfer: Equatable, Sendable {
  /// So many bytes moved; none of a receive or a read means that the end was reached.
  case moved(Int)
  /// Nothing can be moved right now.
  case wouldBlock
  case failed(Errno)

  /// The result of a system call that returns a count or -1.
  init(_ result: Int) {
    guard result < 0 else {
      self = .moved(result)
      return
    }
    // EWOULDBLOCK is the same number on Linux.
    self = Errno.current == .tryAgain ? .wouldBlock : .failed(.current)
  }
}
