import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("Times of a tree")
struct ModificationTimesTests {
  private func set(_ path: String, _ seconds: Int, _ nanoseconds: Int = 0) {
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
  }

  private func common(_ directory: TestDirectory, limit: Int = 1000) throws -> Int64? {
    let root = try FileDescriptor.directory(directory.path)
    return ModificationTimes.common(below: root.number, limit: limit)
  }

  @Test("One time for all files, wherever they are, is told; another one among them is seen")
  func trees() throws {
    let directory = try TestDirectory()
    #expect(try common(directory) == nil)
    #expect(mkdir(directory.path("d"), 0o755) == 0)
    #expect(mkdir(directory.path("d/e"), 0o755) == 0)
    try directory.write("a", "a")
    set(directory.path("a"), 1_500_000_000)
    #expect(try common(directory) == nil, "one file alone says nothing")
    for name in ["b", "d/c", "d/e/f"] {
      try directory.write(name, name)
      set(directory.path(name), 1_500_000_000)
    }
    #expect(symlink("/etc/passwd", directory.path("d/link")) == 0)
    #expect(try common(directory) == 1_500_000_000)
    set(directory.path("d/e/f"), 1_500_000_001)
    #expect(try common(directory) == nil)
    set(directory.path("d/e/f"), 1_500_000_000, 1)
    #expect(try common(directory) == nil)
  }

  @Test("A fraction is a kernel's own time, and says something")
  func fractions() throws {
    let directory = try TestDirectory()
    for name in ["a", "b"] {
      try directory.write(name, name)
      set(directory.path(name), 1_500_000_000, 5)
    }
    #expect(try common(directory) == nil)
  }

  @Test("Only so many names are looked at")
  func limit() throws {
    let directory = try TestDirectory()
    for number in 0..<50 {
      try directory.write("\(number)", "file")
      set(directory.path("\(number)"), 1_500_000_000)
    }
    #expect(try common(directory, limit: 10) == 1_500_000_000)
    #expect(try common(directory, limit: 1) == nil)
    #expect(try common(directory, limit: 0) == nil)
  }
}
