import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("Sockets by number")
struct StreamSocketTests {
  private let noBytes = Region.allocate(count: 0)

  /// Sends one stretch.
  private func send(_ pair: borrowing StreamPair, _ region: Region) -> Transfer {
    StreamSocket.send(pair.socket.number, region, then: noBytes, more: false)
  }

  @Test("Accepting takes who waits and does not wait for anybody")
  func accept() throws {
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 16)
    try StreamSocket.stopWaiting(listener.descriptor.number)
    #expect(StreamSocket.accept(on: listener.descriptor.number) == .nobody)
    let peers = try (0..<3).map { _ in try Peer(port: listener.address.port) }
    for _ in peers {
      try StreamPair.awaitNews(of: listener.descriptor.number)
      guard case .accepted(let number) = StreamSocket.accept(on: listener.descriptor.number)
      else { throw TestFailure("not accepted") }
      let socket = FileDescriptor(taking: number)
      #expect(fcntl(socket.number, F_GETFL) & O_NONBLOCK != 0)
      #expect(fcntl(socket.number, F_GETFD) & FD_CLOEXEC != 0)
    }
    #expect(StreamSocket.accept(on: listener.descriptor.number) == .nobody)
  }

  @Test("Without room for a socket nobody is accepted, and nobody is lost")
  func noRoom() async {
    await #expect(processExitsWith: .success) {
      let listener = try ListeningSocket(
        exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 16)
      let peer = try Peer(port: listener.address.port)
      let next = dup(0)
      close(next)
      var limit = rlimit(rlim_cur: rlim_t(next), rlim_max: rlim_t(next + 100))
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      try #require(
        StreamSocket.accept(on: listener.descriptor.number) == .failed(.tooManyFiles))
      limit.rlim_cur += 1
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      guard case .accepted(let number) = StreamSocket.accept(on: listener.descriptor.number)
      else { throw TestFailure("the connection was lost") }
      close(number)
      try #require(try peer.receive(atMost: 1) == [])
    }
  }

  @Test("Receiving takes what is there, and tells nothing, the end and a reset apart")
  func receive() throws {
    let region = Region.allocate(count: 4)
    defer { region.deallocate() }
    let pair = try StreamPair()
    #expect(StreamSocket.receive(pair.socket.number, into: region) == .wouldBlock)
    try pair.peer.send([1, 2, 3, 4, 5])
    try pair.awaitNews()
    #expect(StreamSocket.receive(pair.socket.number, into: region) == .moved(4))
    #expect(region.array == [1, 2, 3, 4])
    #expect(StreamSocket.receive(pair.socket.number, into: region) == .moved(1))
    #expect(region.bytes[0] == 5)
    pair.peer.finishSending()
    try pair.awaitNews()
    #expect(StreamSocket.receive(pair.socket.number, into: region) == .moved(0))
    let other = try StreamPair()
    other.peer.reset()
    try other.awaitNews()
    #expect(
      StreamSocket.receive(other.socket.number, into: region) == .failed(.connectionReset))
  }

  @Test("Two stretches leave as one, and each may be empty")
  func parts() throws {
    let (first, second) = (Region.holding("head"), Region.holding("body"))
    defer {
      first.deallocate()
      second.deallocate()
    }
    let pair = try StreamPair()
    for (one, two, text) in [
      (first, second, "headbody"), (noBytes, second, "body"), (first, noBytes, "head"),
    ] {
      let count = one.count + two.count
      #expect(
        StreamSocket.send(pair.socket.number, one, then: two, more: false) == .moved(count))
      #expect(String(decoding: try pair.peer.receive(atMost: 100), as: UTF8.self) == text)
    }
  }

  @Test("What more is to follow waits for it")
  func more() throws {
    let first = Region.holding("head")
    let second = Region.holding("body")
    defer {
      first.deallocate()
      second.deallocate()
    }
    // The kernel waits for a fifth of a second, and no longer: on a busy machine not every time.
    var together = 0
    for _ in 0..<20 {
      let pair = try StreamPair()
      #expect(StreamSocket.send(pair.socket.number, first, then: noBytes, more: true) == .moved(4))
      let early = try pair.peer.receiveAvailable(atMost: 100)
      #expect(send(pair, second) == .moved(4))
      if early.isEmpty { together += 1 }
    }
    #expect(together > 10)
  }

  @Test("A full socket takes a part and then nothing, and no byte is lost on the way")
  func shortCounts() throws {
    let head = Region.holding((0..<1000).map { UInt8(truncatingIfNeeded: $0 / 3) })
    let body = Region.holding((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    defer {
      head.deallocate()
      body.deallocate()
    }
    let pair = try StreamPair(receiveBytes: 4096)
    var (sent, shorts, blocks) = (0, 0, 0)
    var received: [UInt8] = []
    let total = head.count + body.count
    while received.count < total {
      let rest = body.from(sent - head.count)
      if sent < total {
        switch StreamSocket.send(pair.socket.number, head.from(sent), then: rest, more: false) {
        case .moved(let count):
          if count < total - sent { shorts += 1 }
          sent += count
          continue
        case .wouldBlock: blocks += 1
        case .failed(let errno): throw errno
        }
      }
      received += try pair.peer.receive(atMost: 1 << 20)
    }
    #expect(shorts > 0 && blocks > 0)
    let isRight = received == head.array + body.array
    #expect(isRight)
  }

  @Test("A file is sent from its offset on, and ends where it ends now")
  func files() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "0123456789")
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    let pair = try StreamPair()
    let socket = pair.socket.number
    #expect(StreamSocket.send(socket, file: file.number, from: 2, count: 3) == .moved(3))
    #expect(try pair.peer.receive(atMost: 100) == Array("234".utf8))
    #expect(StreamSocket.send(socket, file: file.number, from: 8, count: 3) == .moved(2))
    #expect(try pair.peer.receive(atMost: 100) == Array("89".utf8))
    #expect(StreamSocket.send(socket, file: file.number, from: 10, count: 3) == .moved(0))
    truncate(directory.path("f.txt"), 1)
    #expect(StreamSocket.send(socket, file: file.number, from: 2, count: 3) == .moved(0))
    #expect(lseek(file.number, 0, SEEK_CUR) == 0, "the offset is the caller's own")
  }

  @Test("The sending side can be closed alone")
  func finishing() throws {
    let region = Region.allocate(count: 4)
    defer { region.deallocate() }
    let pair = try StreamPair()
    StreamSocket.finishSending(pair.socket.number)
    #expect(try pair.peer.receive(atMost: 1) == [])
    try pair.peer.send([1])
    try pair.awaitNews()
    #expect(StreamSocket.receive(pair.socket.number, into: region) == .moved(1))
  }

  @Test("To send to a peer that is gone is an error, and no signal")
  func gone() throws {
    let region = Region.holding("bytes")
    defer { region.deallocate() }
    let pair = try StreamPair()
    pair.peer.reset()
    try pair.awaitNews()
    // The first is told of the reset, the second that the connection is closed.
    #expect(send(pair, region) == .failed(.connectionReset))
    #expect(send(pair, region) == .failed(Errno(code: EPIPE)))
  }
}
