import Foundation
import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("The bound of a store of files")
struct FileStoreBoundTests {
  private static let block = [UInt8](repeating: 7, count: 4096)

  /// A store that takes names in lower case for its own.
  private static func store(_ directory: TestDirectory, atMost bytes: UInt64) throws -> FileStore {
    try FileStore(
      directory.path, atMost: bytes,
      named: { !$0.isEmpty && $0.allSatisfy { ("a"..."z").contains($0) } })
  }

  private static func names(_ directory: TestDirectory) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: directory.path))
  }

  /// Makes a file look as if it had been used last so many seconds after 2020 began.
  private static func setUsed(_ name: String, _ seconds: Int, in directory: TestDirectory) {
    let time = timespec(tv_sec: 1_577_836_800 + seconds, tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, directory.path(name), [time, time], 0) == 0)
  }

  @Test("Beyond it those go that were used least recently, and what is saved last stays")
  func eviction() throws {
    let directory = try TestDirectory()
    let store = try Self.store(directory, atMost: 4 * 4096)
    for (age, name) in ["c", "a", "d", "b"].enumerated() {
      store.save(name, Self.block)
      Self.setUsed(name, age, in: directory)
    }
    #expect(try Self.names(directory) == ["a", "b", "c", "d"])
    // With a sixteenth of room behind it: two go.
    store.save("e", Self.block)
    #expect(try Self.names(directory) == ["b", "d", "e"])
  }

  @Test("What is used is as good as new")
  func use() throws {
    let directory = try TestDirectory()
    let store = try Self.store(directory, atMost: 4 * 4096)
    for (age, name) in ["a", "b", "c", "d"].enumerated() {
      store.save(name, Self.block)
      Self.setUsed(name, age, in: directory)
    }
    let known = store.load("a", atMost: 4096)
    #expect(known == Self.block)
    store.save("e", Self.block)
    #expect(try Self.names(directory) == ["a", "d", "e"])
  }

  @Test("A file takes whole blocks, and one that takes more than all may is not saved")
  func sizes() throws {
    let directory = try TestDirectory()
    let store = try Self.store(directory, atMost: 3 * 4096)
    store.save("large", [UInt8](repeating: 1, count: 3 * 4096 + 1))
    #expect(try Self.names(directory).isEmpty)
    for (age, name) in ["a", "b", "c"].enumerated() {
      store.save(name, [1])
      Self.setUsed(name, age, in: directory)
    }
    #expect(try Self.names(directory).count == 3)
    store.save("d", [1])
    #expect(try Self.names(directory) == ["c", "d"])
  }

  @Test("What has a name of another kind, or is no file, is neither counted nor removed")
  func foreign() throws {
    let directory = try TestDirectory()
    let foreign = ["README", "a.txt", "a.1", "a.b.2", ".hidden", "a.1.2.3x"]
    for name in foreign {
      try directory.write(name, String(repeating: "x", count: 100_000))
      Self.setUsed(name, -100, in: directory)
    }
    #expect(mkdir(directory.path("dir"), 0o755) == 0)
    #expect(symlink("README", directory.path("link")) == 0)
    let store = try Self.store(directory, atMost: 2 * 4096)
    for (age, name) in ["a", "b", "c", "d"].enumerated() {
      store.save(name, Self.block)
      Self.setUsed(name, age, in: directory)
    }
    let kept = try Self.names(directory)
    #expect(kept.isSuperset(of: foreign + ["dir", "link"]))
    #expect(kept.subtracting(foreign) == ["dir", "link", "c", "d"])
  }

  @Test("A draft that was never finished goes like a file")
  func drafts() throws {
    let directory = try TestDirectory()
    try directory.write("a.123.4", String(repeating: "x", count: 5000))
    Self.setUsed("a.123.4", -100, in: directory)
    let store = try Self.store(directory, atMost: 2 * 4096)
    store.save("b", Self.block)
    #expect(try Self.names(directory) == ["b"])
  }

  @Test("What was there before is counted when the first file is used")
  func start() throws {
    let directory = try TestDirectory()
    for (age, name) in ["a", "b", "c", "d", "e", "f"].enumerated() {
      try directory.write(name, "x")
      Self.setUsed(name, age, in: directory)
    }
    let store = try Self.store(directory, atMost: 4 * 4096)
    let known = store.load("b", atMost: 1)
    #expect(known == [UInt8(ascii: "x")])
    #expect(try Self.names(directory) == ["b", "e", "f"])
  }

  @Test("Files that others save and remove are seen before a sixteenth more was saved here")
  func sharing() throws {
    let directory = try TestDirectory()
    let bytes: UInt64 = 32 * 4096
    let one = try Self.store(directory, atMost: bytes)
    let other = try Self.store(directory, atMost: bytes)
    let letters = "abcdefghijklmnopqrstuvwxyz".map { String($0) }
    for name in letters {
      one.save("one\(name)", Self.block)
      other.save("other\(name)", Self.block)
      // Somebody tidies up while they are at it.
      if name == "m" { #expect(unlink(directory.path("onea")) == 0) }
      #expect(try Self.names(directory).count <= 32 + 2 * 3)
    }
    #expect(try Self.names(directory).count >= 28)
    #expect(try Self.names(directory).contains("otherz"))
  }

  @Test("Threads that save at the same time keep within it too")
  func threads() throws {
    let directory = try TestDirectory()
    let store = try Self.store(directory, atMost: 16 * 4096)
    let hasEnded = CountingSemaphore()
    let shared = SharedStore(store)
    for thread in ["a", "b", "c", "d"] {
      try LinuxIO.Thread.start {
        for name in "abcdefghijklmnopqrstuvwxyz" {
          shared.save("\(thread)\(name)", Self.block)
        }
        hasEnded.signal()
      }
    }
    for _ in 1...4 { hasEnded.wait() }
    shared.save("last", Self.block)
    shared.save("really", Self.block)
    let names = try Self.names(directory)
    #expect(names.count <= 16 && names.contains("really"))
  }

  /// A store that several threads hold.
  private final class SharedStore: Sendable {
    private let store: FileStore

    init(_ store: consuming FileStore) {
      self.store = store
    }

    func save(_ name: String, _ bytes: [UInt8]) { store.save(name, bytes) }
  }
}
