import Glibc

/// A TCP connection that sends exactly the bytes it is told to, and waits for ever for nothing.
final class RawClient {
  private var descriptor: Int32
  /// Received and not yet taken.
  private var buffered: [UInt8] = []

  /// Connects to this machine; a small `receiveBytes` makes a slow reader.
  init(
    port: UInt16, timeoutSeconds: Int = 20, receiveBytes: Int32? = nil, isVersion6: Bool = false
  ) throws {
    let family = isVersion6 ? AF_INET6 : AF_INET
    descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(call: "socket") }
    var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    set(SO_RCVTIMEO, &limit)
    set(SO_SNDTIMEO, &limit)
    if var receiveBytes { set(SO_RCVBUF, &receiveBytes) }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
    let result = isVersion6 ? connect6(port) : connect4(port)
    guard result == 0 else { throw Failure(call: "connect") }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private func set<Value: BitwiseCopyable>(_ option: Int32, _ value: inout Value) {
    setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Value>.size))
  }

  private func connect4(_ port: UInt16) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return connect(&address)
  }

  private func connect6(_ port: UInt16) -> Int32 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    return connect(&address)
  }

  private func connect<Address>(_ address: inout Address) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }

  // MARK: Sending

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: done), $0.count - done,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(call: "send") }
      done += count
    }
  }

  /// Says that nothing more will be sent, and goes on receiving.
  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Vanishes without a goodbye: the peer gets a reset.
  func reset() {
    var instant = linger(l_onoff: 1, l_linger: 0)
    set(SO_LINGER, &instant)
    close(descriptor)
    descriptor = -1
  }

  // MARK: Receiving

  /// Takes what came, at most `limit` bytes; empty once the peer has closed.
  func receive(atMost limit: Int = 256 * 1024) throws -> [UInt8] {
    if !buffered.isEmpty {
      let count = min(limit, buffered.count)
      defer { buffered.removeFirst(count) }
      return Array(buffered.prefix(count))
    }
    return try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      let result = recv(descriptor, buffer.baseAddress, limit, 0)
      guard result >= 0 else { throw Failure(call: "recv") }
      count = result
    }
  }

  /// Takes exactly `count` bytes.
  func receive(exactly count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let part = try receive(atMost: min(count - bytes.count, 1 << 20))
      guard !part.isEmpty else { throw Failure("closed after \(bytes.count) of \(count) bytes") }
      bytes += part
    }
    return bytes
  }

  /// Drops exactly `count` bytes in the kernel, tcp(7): for answers too long to be looked at.
  func discard(exactly count: Int) throws {
    var done = min(count, buffered.count)
    buffered.removeFirst(done)
    while done < count {
      let part = recv(descriptor, nil, min(count - done, 1 << 24), Int32(MSG_TRUNC))
      guard part > 0 else { throw Failure(call: "recv after \(done) of \(count) bytes") }
      done += part
    }
  }

  /// Takes all there is until the peer closes or resets the connection.
  func receiveToEnd() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      do {
        let part = try receive()
        if part.isEmpty { return bytes }
        bytes += part
      } catch {
        guard errno == ECONNRESET else { throw error }
        return bytes
      }
    }
  }

  /// Whether the peer closes, having sent nothing more.
  func isClosed() throws -> Bool {
    try receiveToEnd().isEmpty
  }

  /// Takes a response's head; its content is left.
  func head() throws -> Response {
    var searched = 0
    while true {
      if let end = endOfHead(from: searched) {
        let response = try Response(head: buffered[..<end])
        buffered.removeFirst(end + 4)
        return response
      }
      searched = max(0, buffered.count - 3)
      let known = buffered
      buffered = []
      let part = try receive(atMost: 16 * 1024)
      guard !part.isEmpty else { throw Failure("closed in a response's head") }
      buffered = known + part
    }
  }

  private func endOfHead(from start: Int) -> Int? {
    guard buffered.count >= 4 else { return nil }
    for index in start..<max(start, buffered.count - 3) where buffered[index] == 13 {
      if buffered[index..<(index + 4)].elementsEqual([13, 10, 13, 10]) { return index }
    }
    return nil
  }

  /// Takes exactly one response.
  func response(to method: String = "GET") throws -> Response {
    var response = try head()
    response.body = try receive(exactly: response.contentCount(method))
    return response
  }

  /// Asks for `target` and takes the response.
  func get(
    _ target: String, method: String = "GET", _ fields: [String] = []
  ) throws -> Response {
    let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + fields + ["", ""]
    try send(lines.joined(separator: "\r\n"))
    return try response(to: method)
  }
}
