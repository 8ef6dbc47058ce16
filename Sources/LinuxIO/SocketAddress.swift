import CLinux
import Glibc

#if IOUring
import CLiburing
#endif

/// An IPv4 or IPv6 address with its port, ip(7) and ipv6(7).
package struct SocketAddress: Sendable {
  /// Why a host could not be turned into an address.
  package struct ResolveError: Error, CustomStringConvertible {
    package let description: String
  }

  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  /// The first address of `host`, a number or a name, getaddrinfo(3).
  package init(host: String, port: UInt16) throws(ResolveError) {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_PASSIVE
    var list: UnsafeMutablePointer<addrinfo>?
    let result = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard result == 0, let first = unsafe list, let address = unsafe first.pointee.ai_addr else {
      throw ResolveError(description: unsafe String(cString: gai_strerror(result)))
    }
    // Safe: the list is getaddrinfo's own until it is freed here, and each of its addresses is
    // ai_addrlen bytes long, which a sockaddr_storage holds by definition.
    length = unsafe first.pointee.ai_addrlen
    unsafe withUnsafeMutableBytes(of: &storage) { bytes in
      unsafe bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: address, count: Int(length)))
    }
    unsafe freeaddrinfo(list)
  }

  /// The address a socket is bound to, getsockname(2).
  init(boundTo socket: borrowing FileDescriptor) throws(Errno) {
    let number = socket.number
    var length = self.length
    // Safe: the storage is large enough for every address family, and its size is passed along.
    let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe getsockname(number, address, &length)
      }
    }
    guard result == 0 else { throw .current }
    self.length = length
  }

  package var family: Int32 { Int32(storage.ss_family) }

  package var port: UInt16 {
    // Safe: the port stands at the same place in both families' structures, in network order.
    unsafe withUnsafeBytes(of: storage) { bytes in
      unsafe UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
  }

  /// The address in numbers, an IPv6 one in brackets as a URL has it (RFC 3986 section 3.2.2).
  package var host: String {
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    // Safe: as above; getnameinfo is told how long the name's buffer is and terminates it.
    let result = unsafe withAddress { address, length in
      unsafe getnameinfo(
        address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
    }
    guard result == 0 else { return "?" }
    let text = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return family == AF_INET6 ? "[\(text)]" : text
  }

  /// Lends the address in the form that system calls take.
  @unsafe
  func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    unsafe withUnsafePointer(to: storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(address, length)
      }
    }
  }
}
