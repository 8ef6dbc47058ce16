import Glibc

/// A client that allocates nothing once it is made, so that what is counted is the server's.
struct HotClient: ~Copyable {
  /// The server did not answer as it did before.
  struct Failure: Error {}

  private let socket: Int32
  private let request: UnsafeMutableBufferPointer<UInt8>
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 * 1024)
  /// Bytes of one answer.
  private var answerCount = 0
  /// Whether it is the variant.
  private(set) var isCoded = false

  init(port: UInt16, target: String, fields: String = "") throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let text = Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".utf8)
    request = .allocate(capacity: text.count)
    _ = request.initialize(from: text)
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

  deinit {
    _ = close(socket)
    request.deallocate()
    buffer.deallocate()
  }

  /// The first answer tells how long each of them is; it comes in one piece or a few.
  mutating func measure() throws {
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    guard send(socket, request.baseAddress, request.count, 0) == request.count else {
      throw Failure()
    }
    var answer = ""
    var wanted = Int.max
    while answer.utf8.count < wanted {
      let got = try receive()
      answer += String(decoding: buffer[..<got], as: UTF8.self)
      if let field = answer.firstMatch(of: /Content-Length: (\d+)/), let count = Int(field.1),
        let end = answer.firstRange(of: "\r\n\r\n")
      {
        wanted = answer[..<end.upperBound].utf8.count + count
      }
    }
    answerCount = answer.utf8.count
    isCoded = answer.contains("\r\nContent-Encoding: gzip\r\n")
  }

  /// Asks once more for the same answer.
  mutating func ask() throws {
    guard send(socket, request.baseAddress, request.count, 0) == request.count else {
      throw Failure()
    }
    var count = 0
    while count < answerCount {
      let got = try receive()
      count += got
    }
    guard count == answerCount else { throw Failure() }
  }

  /// What came, at least a byte.
  ///
  /// A ring that this thread had may still end, and the kernel says so by an interruption, after
  /// which a receive with a time limit is not begun again, signal(7).
  private func receive() throws -> Int {
    while true {
      let count = recv(socket, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return count }
      guard count < 0, errno == EINTR else { throw Failure() }
    }
  }
}
