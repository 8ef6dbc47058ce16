import CLinux
import Glibc

#if IOUring
import CLiburing
#endif

/// A TCP socket that listens, socket(7) and tcp(7).
///
/// What a connection should have (no delay, keep-alive) is set here once: on Linux accepted sockets
/// inherit it.
package struct ListeningSocket: ~Copyable, Sendable {
  /// Connections that may wait to be accepted; the kernel caps it at net.core.somaxconn.
  private let backlog: Int
  package let descriptor: FileDescriptor
  package let address: SocketAddress

  /// Binds an address that nobody else listens on, another copy of this server included.
  ///
  /// The check is the bind itself: without SO_REUSEPORT it fails with EADDRINUSE beside any
  /// listener. The option is set afterwards, so that `sharing` can join while this one is held.
  package init(exclusive address: SocketAddress, backlog: Int) throws(Errno) {
    let descriptor = try ListeningSocket.make(address.family)
    try ListeningSocket.bind(descriptor, address)
    try ListeningSocket.set(descriptor, SOL_SOCKET, SO_REUSEPORT)
    try ListeningSocket.listen(descriptor, backlog)
    self.address = try SocketAddress(boundTo: descriptor)
    self.descriptor = descriptor
    self.backlog = backlog
  }

  /// Binds the address of `first` once more: the kernel spreads connections over all of them.
  package init(sharing first: borrowing ListeningSocket) throws(Errno) {
    let descriptor = try ListeningSocket.make(first.address.family)
    try ListeningSocket.set(descriptor, SOL_SOCKET, SO_REUSEPORT)
    try ListeningSocket.bind(descriptor, first.address)
    try ListeningSocket.listen(descriptor, first.backlog)
    self.descriptor = descriptor
    backlog = first.backlog
    address = first.address
  }

  /// Gives the descriptor up to the caller, who closes it.
  package consuming func release() -> Int32 {
    descriptor.release()
  }

  private static func make(_ family: Int32) throws(Errno) -> FileDescriptor {
    let descriptor = try FileDescriptor(
      checking: socket(
        family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), Int32(IPPROTO_TCP)))
    // A restart must not wait for the connections of the last run to time out.
    try set(descriptor, SOL_SOCKET, SO_REUSEADDR)
    try set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
    try set(descriptor, SOL_SOCKET, SO_KEEPALIVE)
    return descriptor
  }

  private static func set(
    _ descriptor: borrowing FileDescriptor, _ level: Int32, _ option: Int32
  ) throws(Errno) {
    var on: Int32 = 1
    // Safe: the value outlives the call and its size is passed along.
    let result = unsafe setsockopt(
      descriptor.number, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    guard result == 0 else { throw .current }
  }

  private static func bind(
    _ descriptor: borrowing FileDescriptor, _ address: SocketAddress
  ) throws(Errno) {
    let number = descriptor.number
    let result = unsafe address.withAddress { unsafe Glibc.bind(number, $0, $1) }
    guard result == 0 else { throw .current }
  }

  private static func listen(
    _ descriptor: borrowing FileDescriptor, _ backlog: Int
  ) throws(Errno) {
    guard Glibc.listen(descriptor.number, Int32(backlog)) == 0 else { throw .current }
  }
}
