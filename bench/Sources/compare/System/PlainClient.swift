import Glibc

/// One blocking connection to 127.0.0.1, for questions whose answer is looked at.
final class PlainClient {
  private let descriptor: Int32

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure("no socket: \(String(cString: strerror(errno)))") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw Failure("no connection: \(reason)")
    }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
  }

  deinit { close(descriptor) }

  /// Asks for a target and takes the whole answer.
  func get(_ target: String) throws -> PlainResponse {
    try ask(target)
    return try answer()
  }

  /// Asks for a target.
  func ask(_ target: String) throws {
    let request = "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    let sent = request.utf8CString.withUnsafeBytes {
      send(descriptor, $0.baseAddress, request.utf8.count, Int32(MSG_NOSIGNAL))
    }
    guard sent == request.utf8.count else { throw Failure("the request was not taken") }
  }

  /// Takes a whole answer.
  func answer() throws -> PlainResponse {
    var bytes: [UInt8] = []
    while true {
      if let response = PlainResponse(bytes) { return response }
      // What is missing is known once the head is there; large bodies come in large pieces.
      let piece = try receive(max(16 * 1024, min(PlainResponse.missing(bytes), 4 << 20)))
      bytes += piece
    }
  }

  /// Whether the server has closed its end, or sent what nobody asked for.
  var isDisturbed: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT | MSG_PEEK)) >= 0
  }

  private func receive(_ count: Int) throws -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, recv(descriptor, buffer.baseAddress, count, 0))
    }
    guard !bytes.isEmpty else { throw Failure("the connection ended before the response did") }
    return bytes
  }

  /// A port that is free now.
  static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) + getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw Failure("no free port: \(String(cString: strerror(errno)))") }
    return UInt16(bigEndian: address.sin_port)
  }
}
