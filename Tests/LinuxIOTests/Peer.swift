import Glibc
import TestSupport

/// The other end of a connection: plain system calls, with an end to every wait.
final class Peer {
  private var descriptor: Int32

  init(port: UInt16, receiveBytes: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if var receiveBytes { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, 4) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw TestFailure(call: "connect") }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func send(_ bytes: [UInt8]) throws {
    let count = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    guard count == bytes.count else { throw TestFailure(call: "send") }
  }

  /// What came, at most `limit` bytes; empty at the end.
  func receive(atMost limit: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = recv(descriptor, buffer.baseAddress, limit, 0)
      guard count >= 0 else { throw TestFailure(call: "recv") }
    }
  }

  /// What is there already, without waiting.
  func receiveAvailable(atMost limit: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      let result = recv(descriptor, buffer.baseAddress, limit, Int32(MSG_DONTWAIT))
      guard result >= 0 || errno == EAGAIN else { throw TestFailure(call: "recv") }
      count = max(0, result)
    }
  }

  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Closes with a reset.
  func reset() {
    var instant = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &instant, socklen_t(MemoryLayout<linger>.size))
    close(descriptor)
    descriptor = -1
  }
}
