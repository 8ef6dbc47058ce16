import CLinux
import Glibc

#if IOUring
import CLiburing
#endif

/// Calls on the sockets of connections, by number; none of them waits.
package enum StreamSocket {
  /// How an attempt to accept went.
  package enum Acceptance: Equatable, Sendable {
    case accepted(Int32)
    /// Nobody waits to be accepted.
    case nobody
    /// A connection came and went, or its network failed, accept(2): there may be others.
    case lost
    /// There is no room for a socket.
    case failed(Errno)
  }

  /// Accepts a connection; the socket does not block.
  package static func accept(on listener: Int32) -> Acceptance {
    let socket = linux_accept(listener)
    guard socket < 0 else { return .accepted(socket) }
    let errno = Errno.current
    switch errno {
    case .tryAgain: return .nobody
    case .connectionAborted, .interrupted, .protocolError, .networkDown, .noProtocolOption,
      .hostDown, .noNetwork, .hostUnreachable, .notSupported, .networkUnreachable:
      return .lost
    default: return .failed(errno)
    }
  }

  /// Receives as much as there is and fits.
  package static func receive(_ socket: Int32, into region: Region) -> Transfer {
    // Safe: the region's owner lends it for the call, and its size is passed along.
    Transfer(unsafe recv(socket, region.base, region.count, Int32(MSG_DONTWAIT)))
  }

  /// Sends `first` and `second` in one call, as much as the socket has room for.
  package static func send(
    _ socket: Int32, _ first: Region, then second: Region, more: Bool
  ) -> Transfer {
    // Safe: as for `receive`.
    Transfer(
      unsafe linux_send(socket, first.base, first.count, second.base, second.count, more))
  }

  /// Sends `count` bytes of an open file from `offset` on, sendfile(2): nothing is copied here.
  package static func send(
    _ socket: Int32, file: Int32, from offset: UInt64, count: Int
  ) -> Transfer {
    var position = off_t(offset)
    return Transfer(unsafe sendfile(socket, file, &position, count))
  }

  /// Whether bytes or the end are there `within` so many milliseconds, poll(2).
  static func canReceive(_ socket: Int32, within milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&wanted, 1, milliseconds) == 1
  }

  /// Tells the peer that nothing more will be sent.
  package static func finishSending(_ socket: Int32) {
    // Fails only if the peer is gone, which the next receive reports.
    _ = shutdown(socket, Int32(SHUT_WR))
  }

  /// Makes calls on the socket fail rather than wait.
  package static func stopWaiting(_ socket: Int32) throws(Errno) {
    let flags = fcntl(socket, F_GETFL)
    guard flags >= 0, fcntl(socket, F_SETFL, flags | O_NONBLOCK) >= 0 else { throw .current }
  }
}
