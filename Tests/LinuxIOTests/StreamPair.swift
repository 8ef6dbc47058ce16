import Glibc
import LinuxIO
import TestSupport

/// A connection: a peer of the tests' own, and the socket that a server would have.
struct StreamPair: ~Copyable {
  let peer: Peer
  let socket: FileDescriptor

  /// Small buffers make a connection that is soon full.
  init(receiveBytes: Int32? = nil) throws {
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 16)
    let peer = try Peer(port: listener.address.port, receiveBytes: receiveBytes)
    guard case .accepted(let number) = StreamSocket.accept(on: listener.descriptor.number) else {
      throw TestFailure("a connection that was made can be accepted")
    }
    self.peer = peer
    socket = FileDescriptor(taking: number)
  }

  /// Waits until there is something to receive, an end or an error.
  func awaitNews() throws {
    try StreamPair.awaitNews(of: socket.number)
  }

  /// What a peer did is there a moment after its call has returned, and not always before.
  static func awaitNews(of socket: Int32) throws {
    var request = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    while true {
      let count = poll(&request, 1, 10_000)
      if count > 0 { return }
      guard count < 0, errno == EINTR else { throw TestFailure("nothing has come") }
    }
  }
}
