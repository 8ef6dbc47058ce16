import Glibc

/// A socket that a page reports to: the target of the first request that comes is the report.
final class ReportListener: Sendable {
  private let descriptor: Int32
  let port: UInt16

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(call: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isListening else { throw Failure(call: "listen") }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit {
    close(descriptor)
  }

  /// Waits for the report; `nil` if none comes in so many seconds.
  func report(within seconds: Int) -> String? {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&ready, 1, Int32(1000 * seconds)) > 0 {
      let peer = accept(descriptor, nil, nil)
      guard peer >= 0 else { return nil }
      defer { close(peer) }
      // A browser may open connections that it does not use.
      var limit = timeval(tv_sec: 5, tv_usec: 0)
      setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
        count = max(0, recv(peer, buffer.baseAddress, buffer.count, 0))
      }
      let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
      if words.count > 1 { return String(words[1]) }
    }
    return nil
  }
}
