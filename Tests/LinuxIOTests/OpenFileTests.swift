import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("Files by number")
struct OpenFileTests {

  private func open(
    _ path: String, _ rules: OpenRules, below root: borrowing FileDescriptor, mayWait: Bool
  ) throws(Errno) -> FileDescriptor {
    let region = Region.holding(Array(path.utf8) + [0])
    defer { region.deallocate() }
    return FileDescriptor(
      taking: try OpenFile.open(region, below: root.number, rules, mayWait: mayWait))
  }

  private func openErrno(
    _ path: String, _ rules: OpenRules, below root: borrowing FileDescriptor,
    mayWait: Bool = true
  ) -> Errno? {
    do throws(Errno) {
      _ = try open(path, rules, below: root, mayWait: mayWait)
      return nil
    } catch {
      return error
    }
  }

  /// A file of `count` bytes that is on the disk alone, if its file system has one.
  private func makeCold(_ directory: TestDirectory, _ bytes: [UInt8]) throws -> FileDescriptor {
    let path = directory.path("cold")
    let file = FileDescriptor(taking: Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644))
    guard write(file.number, bytes, bytes.count) == bytes.count, fsync(file.number) == 0,
      posix_fadvise(file.number, 0, 0, POSIX_FADV_DONTNEED) == 0
    else { throw TestFailure(call: "write") }
    return file
  }

  @Test("No way of naming it opens a file outside of the root, whether or not it may wait")
  func confinement() throws {
    let directory = try TestDirectory()
    mkdir(directory.path("root"), 0o755)
    try directory.write("outside.txt", "outside")
    try directory.write("root/f.txt", "inside")
    symlink("../outside.txt", directory.path("root/up"))
    symlink("f.txt", directory.path("root/in"))
    let root = try FileDescriptor.directory(directory.path("root"))
    for mayWait in [true, false, true] {
      for (path, errno) in [("../outside.txt", Errno.crossDevice), ("up", .crossDevice)] {
        let found = openErrno(path, .linkedFile, below: root, mayWait: mayWait)
        #expect(found == errno || !mayWait && found == .tryAgain, "\(path)")
      }
      #expect(openErrno("f.txt", .plainFile, below: root, mayWait: mayWait) == nil)
      let link = openErrno("in", .plainFile, below: root, mayWait: mayWait)
      #expect(link == .tooManyLinks || !mayWait && link == .tryAgain)
    }
    #expect(openErrno("missing", .plainFile, below: root) == .noEntry)
    #expect(openErrno("f.txt", .plainDirectory, below: root) == .notDirectory)
  }

  @Test("A name that the kernel has not looked up yet is not waited for")
  func unknownNames() throws {
    let directory = try TestDirectory()
    let root = try FileDescriptor.directory(directory.path)
    #expect(openErrno("new", .plainFile, below: root, mayWait: false) == .tryAgain)
    #expect(openErrno("new", .plainFile, below: root, mayWait: true) == .noEntry)
    // Some file systems remember that it is not there.
    let again = openErrno("new", .plainFile, below: root, mayWait: false)
    #expect(again == .noEntry || again == .tryAgain)
    try directory.write("new", "made")
    #expect(openErrno("new", .plainFile, below: root, mayWait: false) == nil)
  }

  /// Where a path step by step leads, or why nowhere.
  private func walk(_ path: String, _ root: borrowing FileDescriptor) -> Errno? {
    let region = Region.holding(Array(path.utf8) + [0])
    defer { region.deallocate() }
    do throws(Errno) {
      let file = try PathWalk.open(
        region, below: root.number, flags: O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      _ = FileDescriptor(taking: file)
      return nil
    } catch {
      return error
    }
  }

  @Test("Step by step a path leads to the same files, and over no link")
  func walk() throws {
    let directory = try TestDirectory()
    for name in ["a", "a/b"] { #expect(mkdir(directory.path(name), 0o755) == 0) }
    try directory.write("a/b/f.txt", "x")
    try directory.write("caf\u{e9}", "x")
    #expect(symlink("a", directory.path("link")) == 0)
    #expect(symlink("b/f.txt", directory.path("a/f")) == 0)
    let root = try FileDescriptor.directory(directory.path)
    for path in ["a", "a/b", "a/b/f.txt", "caf\u{e9}"] {
      #expect(walk(path, root) == nil, "\(path)")
    }
    #expect(walk("a/c", root) == .noEntry)
    #expect(walk("nothing/c", root) == .noEntry)
    for path in ["link", "a/f", "link/b/f.txt"] { #expect(walk(path, root) == .tooManyLinks) }
    #expect(fcntl(root.number, F_GETFD) >= 0, "the root stays open")
  }

  @Test("An open file is looked at, whatever its name has become")
  func inspect() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "0123456789")
    let root = try FileDescriptor.directory(directory.path)
    let file = try open("f.txt", .plainFile, below: root, mayWait: true)
    unlink(directory.path("f.txt"))
    let areas = StatusAreas(count: 2)
    try OpenFile.inspect(file.number, into: areas[1], mayWait: true)
    #expect(areas[1].status.kind == .regular)
    #expect(areas[1].status.size == 10)
    #expect(throws: Errno(code: EBADF)) { try OpenFile.inspect(-1, into: areas[0], mayWait: true) }
  }

  @Test("A read takes what there is from its offset on", arguments: [true, false])
  func reads(mayWait: Bool) throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", "0123456789")
    let root = try FileDescriptor.directory(directory.path)
    let file = try open("f.txt", .plainFile, below: root, mayWait: true)
    let region = Region.allocate(count: 6)
    defer { region.deallocate() }
    for (offset, text) in [(0, "012345"), (3, "345678"), (8, "89"), (10, ""), (1 << 40, "")] {
      let transfer = OpenFile.read(
        file.number, from: UInt64(offset), into: region, mayWait: mayWait)
      #expect(transfer == .moved(text.utf8.count))
      let bytes = region.slice(0..<text.utf8.count).array
      #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
    let directoryFile = try open(".", .plainFile, below: root, mayWait: true)
    let refused = OpenFile.read(directoryFile.number, from: 0, into: region, mayWait: mayWait)
    #expect(refused == .failed(.isDirectory) || !mayWait && refused == .failed(.notSupported))
  }

  @Test("What is in the page cache is known, at the level of pages")
  func cachedPages() throws {
    let directory = try TestDirectory()
    try directory.write("f.txt", String(repeating: "a", count: 10_000))
    let root = try FileDescriptor.directory(directory.path)
    let file = try open("f.txt", .plainFile, below: root, mayWait: true)
    guard OpenFile.isCached(file.number, from: 0, count: 10_000) else {
      try Test.cancel("this file system cannot tell, or has dropped the file just written")
    }
    for (offset, count) in [(0, 1), (4095, 2), (4096, 4096), (9999, 1), (5, 9000)] {
      #expect(OpenFile.isCached(file.number, from: UInt64(offset), count: count))
    }
    #expect(
      !OpenFile.isCached(file.number, from: 0, count: 20_000), "beyond its end")
    #expect(OpenFile.isCached(file.number, from: 0, count: 0))
  }

  @Test("What is on the disk alone is not waited for unless it may be")
  func coldReads() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 5) }
    let directory = try TestDirectory()
    var file = try makeCold(directory, bytes)
    let region = Region.allocate(count: bytes.count)
    defer { region.deallocate() }
    // The first look only: what it did not wait for may be on its way from the disk ever after.
    guard !OpenFile.isCached(file.number, from: 0, count: bytes.count) else {
      try Test.cancel("this file system keeps its files in memory")
    }
    // An attempt makes the kernel read ahead, and a disk may be so fast that it gets everything; one
    // that waits always does.
    var waits = 0
    for _ in 0..<50 {
      file = try makeCold(directory, bytes)
      let attempt = OpenFile.read(file.number, from: 0, into: region, mayWait: false)
      if attempt == .moved(bytes.count) { waits += 1 }
    }
    #expect(waits < 50, "it waits for the disk")
    #expect(
      OpenFile.read(file.number, from: 0, into: region, mayWait: true) == .moved(bytes.count))
    let isRight = region.array == bytes
    #expect(isRight)
    #expect(OpenFile.isCached(file.number, from: 0, count: bytes.count))
    #expect(
      OpenFile.read(file.number, from: 0, into: region, mayWait: false) == .moved(bytes.count))
  }
}
