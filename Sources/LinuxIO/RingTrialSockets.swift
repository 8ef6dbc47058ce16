#if IOUring
import CLiburing
import CLinux
import Glibc

/// A listener that nobody else can find, unix(7) "autobind", and a client connected to it.
struct RingTrialSockets: ~Copyable {
  let listener: FileDescriptor
  let client: FileDescriptor

  init(_ kind: __socket_type) throws(Errno) {
    let listener = try RingTrialSockets.socket(kind)
    let client = try RingTrialSockets.socket(kind)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var length = socklen_t(MemoryLayout<sa_family_t>.size)
    // Safe: the address is as large as every length passed along, and outlives the calls.
    let isConnected = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe bind(listener.number, address, length) == 0 else { return false }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe getsockname(listener.number, address, &length) == 0
          && listen(listener.number, 1) == 0 && connect(client.number, address, length) == 0
      }
    }
    guard isConnected else { throw .current }
    self.listener = listener
    self.client = client
  }

  private static func socket(_ kind: __socket_type) throws(Errno) -> FileDescriptor {
    try FileDescriptor(
      checking: Glibc.socket(AF_UNIX, Int32(kind.rawValue | SOCK_CLOEXEC.rawValue), 0))
  }
}
#endif
