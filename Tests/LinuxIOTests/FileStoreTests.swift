import Glibc
import LinuxIO
import TestSupport
import Testing

@Suite("A store of whole files")
struct FileStoreTests {
  @Test("What is saved is there, whole, and what is larger than asked for is not")
  func roundTrip() throws {
    let directory = try TestDirectory()
    let store = try FileStore(directory.path("store"))
    let missing = store.load("name", atMost: 100)
    #expect(missing == nil)
    for bytes in [[], [1, 2, 3], [UInt8](repeating: 7, count: 300_000)] {
      store.save("name", bytes)
      let known = store.load("name", atMost: bytes.count)
      #expect(known == bytes)
    }
    let large = store.load("name", atMost: 299_999)
    #expect(large == nil)
  }

  @Test("A link or a directory in a file's place is not followed")
  func links() throws {
    let directory = try TestDirectory()
    let store = try FileStore(directory.path)
    #expect(symlink("/etc/passwd", directory.path("link")) == 0)
    #expect(mkdir(directory.path("dir"), 0o755) == 0)
    let link = store.load("link", atMost: 1 << 20)
    let dir = store.load("dir", atMost: 1 << 20)
    #expect(link == nil && dir == nil)
    // A save that fails leaves nothing behind.
    store.save("dir", [1])
    let count = try FileStoreTests.names(directory.path).count
    #expect(count == 2)
  }

  private static func names(_ path: String) throws -> [String] {
    guard let stream = opendir(path) else { throw TestFailure("opendir") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  @Test("It needs a directory that can be made or opened")
  func refusals() throws {
    let directory = try TestDirectory()
    #expect(throws: Errno.noEntry) { _ = try FileStore(directory.path("a/b")) }
  }
}
