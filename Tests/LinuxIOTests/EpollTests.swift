import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("Epoll")
struct EpollTests {
  /// Everything that one wait reports, by token.
  ///
  /// An interruption ends a wait early: by a signal, or by a ring that this thread had and that ends.
  private func wait(
    _ epoll: borrowing Epoll, forAtMost milliseconds: UInt64 = 5000
  ) throws -> [UInt64: Epoll.Readiness] {
    let end = Clock.read().monotonicMilliseconds + milliseconds
    var count = 0
    repeat {
      count = try epoll.wait(forAtMost: milliseconds)
    } while count == 0 && Clock.read().monotonicMilliseconds < end
    var found: [UInt64: Epoll.Readiness] = [:]
    for index in 0..<count { found[epoll[index].token] = epoll[index] }
    return found
  }

  @Test("What is there already is reported, once, and then what is new")
  func edges() throws {
    let epoll = try Epoll()
    let wakeup = try FileDescriptor.wakeup()
    FileDescriptor.wake(wakeup.number)
    try epoll.add(wakeup.number, .max)
    let first = try wait(epoll)
    #expect(first[.max]?.isReadable == true)
    #expect(first[.max]?.isWritable == false)
    #expect(try wait(epoll, forAtMost: 0).isEmpty, "nothing was read, and nothing is new")
    FileDescriptor.wake(wakeup.number)
    #expect(try wait(epoll).keys.sorted() == [.max])
  }

  @Test("Waiting ends when its time is up")
  func timeout() throws {
    let epoll = try Epoll()
    let start = Clock.read().monotonicMilliseconds
    #expect(try wait(epoll, forAtMost: 50).isEmpty)
    let waited = Clock.read().monotonicMilliseconds - start
    #expect(waited >= 49 && waited < 5000)
  }

  @Test("A socket reports bytes, room and the end of its peer")
  func sockets() throws {
    let epoll = try Epoll()
    let pair = try StreamPair()
    try epoll.add(socket: pair.socket.number, 7)
    let fresh = try wait(epoll)[7]
    #expect(fresh?.isWritable == true)
    #expect(fresh?.isReadable == false)
    #expect(fresh?.hasEnded == false)
    try pair.peer.send([1])
    #expect(try wait(epoll)[7]?.isReadable == true)
    pair.peer.finishSending()
    let ended = try wait(epoll)[7]
    #expect(ended?.hasEnded == true)
    #expect(ended?.isReadable == true)
  }

  @Test("A reset wakes both who would send and who would receive")
  func reset() throws {
    let epoll = try Epoll()
    let pair = try StreamPair()
    try epoll.add(socket: pair.socket.number, 7)
    _ = try wait(epoll)
    pair.peer.reset()
    let gone = try wait(epoll)[7]
    #expect(gone?.hasEnded == true)
    #expect(gone?.isReadable == true)
    #expect(gone?.isWritable == true)
  }

  @Test("Room is reported when a full socket was read from")
  func room() throws {
    let epoll = try Epoll()
    let pair = try StreamPair(receiveBytes: 4096)
    let region = Region.allocate(count: 1 << 20)
    defer { region.deallocate() }
    while case .moved = StreamSocket.send(
      pair.socket.number, region, then: region.slice(0..<0), more: false)
    {}
    // It is full, so there is nothing to report on joining.
    try epoll.add(socket: pair.socket.number, 7)
    #expect(try wait(epoll, forAtMost: 0).isEmpty)
    var ready: Epoll.Readiness?
    while ready == nil {
      _ = try pair.peer.receive(atMost: 1 << 20)
      ready = try wait(epoll, forAtMost: 0)[7]
    }
    #expect(ready?.isWritable == true)
    #expect(ready?.isReadable == false)
  }

  @Test("More descriptors than one wait reports are reported by the next")
  func many() throws {
    let epoll = try Epoll()
    let count = Epoll.eventsMax + 100
    var numbers: [Int32] = []
    for token in 0..<count {
      let wakeup = try FileDescriptor.wakeup()
      try epoll.add(wakeup.number, UInt64(token))
      numbers.append(wakeup.release())
    }
    defer { for number in numbers { close(number) } }
    for number in numbers { FileDescriptor.wake(number) }
    let first = try wait(epoll)
    let second = try wait(epoll)
    #expect(first.count == Epoll.eventsMax)
    #expect(Set(first.keys).union(second.keys) == Set(0..<UInt64(count)))
  }

  @Test("What is no open descriptor, or is in the set already, cannot be added")
  func refusals() throws {
    let epoll = try Epoll()
    let wakeup = try FileDescriptor.wakeup()
    try epoll.add(wakeup.number, 1)
    #expect(throws: Errno(code: EEXIST)) { try epoll.add(wakeup.number, 2) }
    #expect(throws: Errno(code: EBADF)) { try epoll.add(socket: -1, 3) }
  }

  @Test("A change has been reported by the time a request that was sent after it is received")
  func changesComeFirst() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "first")
    var inotify = try Inotify()
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    let watch = try inotify.watch(file: file.number)
    let epoll = try Epoll()
    let pair = try StreamPair()
    try epoll.add(socket: pair.socket.number, 7)
    let region = Region.allocate(count: 16)
    defer { region.deallocate() }
    for round in 0..<300 {
      try directory.write("f.txt", "round \(round)")
      try pair.peer.send([1])
      while StreamSocket.receive(pair.socket.number, into: region) != .moved(1) {
        _ = try wait(epoll)
      }
      #expect(inotify.next() == .content(watch: watch), "round \(round)")
      while inotify.next() != nil {}
    }
  }
}
