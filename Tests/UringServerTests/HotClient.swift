import Glibc

/// A client that allocates nothing once it is made, so that what is counted is the server's.
struct HotClient: ~Copyable {
  /// The server did not answer as it did before.
  struct Failure: Error {}

  private let socket: Int32
  private let request: [UInt8]
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  /// Bytes of one answer.
  private var answerCount = 0

  init(port: UInt16, target: String) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    request = Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure() }
  }

  deinit { _ = close(socket) }

  /// The first answer tells how long each of them is; it comes in one piece or a few.
  mutating func measure() throws {
    guard send(socket, request, request.count, 0) == request.count else { throw Failure() }
    var count = 0
    var timeout = timeval(tv_sec: 0, tv_usec: 200_000)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    while true {
      let got = recv(socket, &buffer, buffer.count, 0)
      guard got > 0 else { break }
      count += got
    }
    answerCount = count
    timeout.tv_sec = 5
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    guard count > 0 else { throw Failure() }
  }

  /// Asks once more for the same answer.
  mutating func ask() throws {
    guard send(socket, request, request.count, 0) == request.count else { throw Failure() }
    var count = 0
    while count < answerCount {
      let got = recv(socket, &buffer, buffer.count, 0)
      guard got > 0 else { throw Failure() }
      count += got
    }
    guard count == answerCount else { throw Failure() }
  }
}
