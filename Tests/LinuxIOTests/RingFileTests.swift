#if IOUring
import Foundation
import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("Files on a ring", .needsRings)
struct RingFileTests {
  /// Opens `path` below `root` by `rules`.
  private func open(
    _ path: String, _ rules: OpenRules, below root: borrowing FileDescriptor,
    _ bench: inout Bench
  ) throws -> FileDescriptor {
    let region = Region.allocate(count: path.utf8.count + 1)
    defer { region.deallocate() }
    for (index, byte) in path.utf8.enumerated() { region.set(byte, at: index) }
    region.set(0, at: path.utf8.count)
    try bench.ring.entry().open(region, below: root.number, rules, 5)
    let completion = try bench.next(5)
    if let errno = completion.errno { throw errno }
    return FileDescriptor(taking: completion.result)
  }

  private func openErrno(
    _ path: String, _ rules: OpenRules, below root: borrowing FileDescriptor,
    _ bench: inout Bench
  ) throws -> Errno? {
    do {
      _ = try open(path, rules, below: root, &bench)
      return nil
    } catch let errno as Errno {
      return errno
    }
  }

  private func status(
    _ file: borrowing FileDescriptor, _ bench: inout Bench
  ) throws -> FileStatus {
    let areas = StatusAreas(count: 2)
    try bench.ring.entry().inspect(file.number, into: areas[1], 6)
    #expect(try bench.next(6).result == 0)
    return areas[1].status
  }

  private func makeTree() throws -> TestDirectory {
    let directory = try TestDirectory()
    for name in ["root", "root/d"] { mkdir(directory.path(name), 0o755) }
    try directory.write("outside.txt", "outside")
    try directory.write("root/f.txt", "0123456789")
    try directory.write("root/d/g.txt", "g")
    for (name, target) in [
      ("up", "../outside.txt"), ("absolute", directory.path("root/f.txt")), ("in", "d/g.txt"),
      ("upandin", "d/../f.txt"), ("loop", "loop"),
    ] {
      symlink(target, directory.path("root/\(name)"))
    }
    mkfifo(directory.path("root/fifo"), 0o644)
    return directory
  }

  @Test("No way of naming it opens a file outside of the root")
  func confinement() throws {
    var bench = try Bench()
    let tree = try makeTree()
    let root = try FileDescriptor.directory(tree.path("root"))
    for (path, errno) in [
      ("../outside.txt", Errno.crossDevice), ("d/../../outside.txt", .crossDevice),
      (tree.path("outside.txt"), .crossDevice), ("up", .crossDevice), ("absolute", .crossDevice),
      ("loop", .tooManyLinks), ("missing", .noEntry), ("f.txt/x", .notDirectory),
    ] {
      #expect(try openErrno(path, .linkedFile, below: root, &bench) == errno, "\(path)")
    }
    for path in ["up", "absolute", "in", "loop"] {
      #expect(try openErrno(path, .plainFile, below: root, &bench) == .tooManyLinks, "\(path)")
    }
    for path in ["f.txt", "d/g.txt", "in", "upandin", "d/../f.txt"] {
      #expect(try openErrno(path, .linkedFile, below: root, &bench) == nil, "\(path)")
    }
    #expect(try openErrno("d/g.txt", .plainFile, below: root, &bench) == nil)
    #expect(try openErrno("d", .plainDirectory, below: root, &bench) == nil)
    #expect(try openErrno("f.txt", .plainDirectory, below: root, &bench) == .notDirectory)
  }

  @Test("Magic links of proc(5) are not followed, wherever they lead")
  func magicLinks() throws {
    var bench = try Bench()
    let root = try FileDescriptor.directory("/proc")
    for path in ["self/exe", "self/root/etc/passwd", "self/cwd/Package.swift"] {
      #expect(try openErrno(path, .linkedFile, below: root, &bench) == .tooManyLinks, "\(path)")
    }
    #expect(try openErrno("self/status", .linkedFile, below: root, &bench) == nil)
  }

  @Test("A FIFO that nobody writes to is open at once, and is no regular file")
  func fifo() throws {
    var bench = try Bench()
    let tree = try makeTree()
    let root = try FileDescriptor.directory(tree.path("root"))
    let file = try open("fifo", .plainFile, below: root, &bench)
    #expect(try status(file, &bench).kind == .other)
  }

  @Test("An open descriptor is looked at, whatever its name has become")
  func statuses() throws {
    var bench = try Bench()
    let tree = try makeTree()
    let root = try FileDescriptor.directory(tree.path("root"))
    let file = try open("f.txt", .plainFile, below: root, &bench)
    let times = [timespec(tv_sec: 1, tv_nsec: 2), timespec(tv_sec: 1_600_000_000, tv_nsec: 123)]
    #expect(utimensat(AT_FDCWD, tree.path("root/f.txt"), times, 0) == 0)
    #expect(rename(tree.path("outside.txt"), tree.path("root/f.txt")) == 0)
    let facts = try status(file, &bench)
    #expect(facts.kind == .regular)
    #expect(facts.size == 10)
    #expect(facts.modifiedSeconds == 1_600_000_000)
    #expect(facts.modifiedNanoseconds == 123)
    var wanted = stat()
    #expect(fstat(file.number, &wanted) == 0)
    #expect(facts.inode == wanted.st_ino)
    #expect(facts.changedSeconds == wanted.st_ctim.tv_sec)
    let directory = try open("d", .plainDirectory, below: root, &bench)
    #expect(try status(directory, &bench).kind == .directory)
  }

  @Test("A read takes what there is from its offset on")
  func reads() throws {
    var bench = try Bench()
    let tree = try makeTree()
    let root = try FileDescriptor.directory(tree.path("root"))
    let file = try open("f.txt", .plainFile, below: root, &bench)
    let region = Region.allocate(count: 6)
    defer { region.deallocate() }
    for (offset, text) in [(0, "012345"), (3, "345678"), (8, "89"), (10, ""), (1 << 40, "")] {
      try bench.ring.entry().read(file.number, from: UInt64(offset), into: region, 8)
      let count = Int(try bench.next(8).result)
      #expect(String(decoding: region.slice(0..<count).array, as: UTF8.self) == text)
    }
    let directory = try open("d", .plainFile, below: root, &bench)
    try bench.ring.entry().read(directory.number, from: 0, into: region, 8)
    #expect(try bench.next(8).errno == .isDirectory)
  }

  @Test("A descriptor that the ring closes is closed, and in silence")
  func closing() throws {
    var bench = try Bench()
    let tree = try makeTree()
    let root = try FileDescriptor.directory(tree.path("root"))
    let number = try open("f.txt", .plainFile, below: root, &bench).release()
    #expect(fcntl(number, F_GETFD) >= 0)
    try bench.ring.entry().close(number, Bench.quiet)
    try bench.ring.entry().nop(1)
    #expect(try bench.next().token == 1)
    try bench.ring.entry().close(1 << 20, Bench.quiet)
    #expect(try bench.next().errno != nil, "one that is not open is an error")
  }
}
#endif
