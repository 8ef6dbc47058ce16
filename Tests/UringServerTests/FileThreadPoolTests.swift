import Glibc
import LinuxIO
import TestSupport
import Testing
import UringServer

@Suite("Threads for files")
struct FileThreadPoolTests {
  /// Waits for so many outcomes; results by token.
  static func outcomes(_ count: Int, of pool: FileThreadPool) throws -> [UInt64: Int] {
    let epoll = try Epoll()
    try epoll.add(pool.signal.number, 1)
    var results: [UInt64: Int] = [:]
    let end = Clock.read().monotonicMilliseconds + 10_000
    while true {
      while let outcome = pool.takeOutcome() { results[outcome.token] = outcome.result }
      if results.count == count { return results }
      guard Clock.read().monotonicMilliseconds < end else { throw TestFailure("no outcome") }
      _ = try epoll.wait(forAtMost: 100)
    }
  }

  @Test("Calls are made, and each outcome is told by its token")
  func calls() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "0123456789")
    let root = try FileDescriptor.directory(directory.path)
    let name = Region.holding("f.txt\0")
    let missing = Region.holding("missing\0")
    let buffer = Region.allocate(count: 4)
    defer { for region in [name, missing, buffer] { region.deallocate() } }
    let areas = StatusAreas(count: 1)
    let pool = try FileThreadPool(threads: 2, callsMax: 8)
    defer { pool.end() }
    pool.start(.open(name, below: root.number, .plainFile), 10)
    pool.start(.open(missing, below: root.number, .plainFile), 11)
    let opened = try FileThreadPoolTests.outcomes(2, of: pool)
    let file = FileDescriptor(taking: Int32(try #require(opened[10])))
    #expect(file.number >= 0)
    #expect(opened[11] == -Int(ENOENT))
    pool.start(.inspect(file.number, areas[0]), 12)
    pool.start(.read(file.number, from: 3, into: buffer), 13)
    pool.start(.read(-1, from: 3, into: buffer), 14)
    let results = try FileThreadPoolTests.outcomes(3, of: pool)
    #expect(results == [12: 0, 13: 4, 14: -Int(EBADF)])
    #expect(areas[0].status.size == 10)
    #expect(buffer.array == Array("3456".utf8))
  }

  @Test("Many more calls than threads are all made")
  func manyCalls() throws {
    let directory = try TestDirectory()
    let count = 500
    try directory.write("f.txt", String(repeating: "0123456789", count: count))
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    let buffer = Region.allocate(count: 10 * count)
    defer { buffer.deallocate() }
    let pool = try FileThreadPool(threads: 2, callsMax: count)
    defer { pool.end() }
    for number in 0..<count {
      let part = buffer.slice((10 * number)..<(10 * number + 10))
      pool.start(.read(file.number, from: UInt64(10 * number), into: part), UInt64(number))
    }
    let results = try FileThreadPoolTests.outcomes(count, of: pool)
    #expect(results.values.allSatisfy { $0 == 10 })
    #expect(String(decoding: buffer.array, as: UTF8.self).hasSuffix("0123456789"))
    let isRight = buffer.array == Array(String(repeating: "0123456789", count: count).utf8)
    #expect(isRight)
  }

  @Test("An end waits for calls under way, and no thread touches memory after it")
  func end() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", String(repeating: "a", count: 10_000))
    let file = FileDescriptor(taking: open(directory.path("f.txt"), O_RDONLY | O_CLOEXEC))
    for _ in 0..<50 {
      let buffer = Region.allocate(count: 10_000)
      let pool = try FileThreadPool(threads: 3, callsMax: 100)
      for token in 0..<100 as Range<UInt64> {
        pool.start(.read(file.number, from: 0, into: buffer), token)
      }
      pool.end()
      // Whoever wrote into it now would be found out by the next owner of the memory.
      for index in 0..<buffer.count { buffer.set(0, at: index) }
      let isUntouched = buffer.array.allSatisfy { $0 == 0 }
      #expect(isUntouched)
      buffer.deallocate()
    }
  }
}
