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
}
