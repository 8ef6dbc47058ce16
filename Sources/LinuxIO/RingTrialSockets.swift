#if IOUring
import CLiburing
import CLinux
import Glibc

/// A listener that nobody else can find, and a client connected to it.
struct RingTrialSockets: ~Copyable {
  let listener: FileDescriptor
  let client: FileDescriptor

  /// By unix(7) "autobind", or over the loopback device where a sandbox refuses that.
  init(_ kind: __socket_type) throws(Errno) {
    do throws(Errno) {
      try self.init(kind, family: AF_UNIX)
    } catch {
      guard kind == SOCK_STREAM else { throw error }
      try self.init(kind, family: AF_INET)
    }
  }

  /// Of one address family, AF_UNIX or AF_INET.
  init(_ kind: __socket_type, family: Int32) throws(Errno) {
    let listener = try RingTrialSockets.socket(kind, family)
    let client = try RingTrialSockets.socket(kind, family)
    guard RingTrialSockets.join(listener.number, client.number, family) else { throw .current }
    self.listener = listener
    self.client = client
  }

  private static func socket(
    _ kind: __socket_type, _ family: Int32
  ) throws(Errno) -> FileDescriptor {
    let number = Glibc.socket(family, Int32(kind.rawValue | SOCK_CLOEXEC.rawValue), 0)
    let socket = try FileDescriptor(checking: number)
    // A reset at the end: no address is left waiting for packets that are late.
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      number, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    return socket
  }

  /// Connects the client to the listener, at an address that the kernel picks.
  private static func join(_ listener: Int32, _ client: Int32, _ family: Int32) -> Bool {
    var storage = sockaddr_storage()
    storage.ss_family = sa_family_t(family)
    var length = socklen_t(MemoryLayout<sa_family_t>.size)
    // Safe: the storage is larger than every address, and outlives the calls.
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      if family == AF_INET {
        length = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          unsafe $0.pointee.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        }
      }
      return unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe bind(listener, address, length) == 0 else { return false }
        length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe getsockname(listener, address, &length) == 0
          && listen(listener, 1) == 0 && connect(client, address, length) == 0
      }
    }
  }
}
#endif
