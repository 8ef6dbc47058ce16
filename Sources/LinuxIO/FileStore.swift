import CLinux
import Glibc
import Synchronization

/// A directory of whole files that are written once and never changed.
///
/// Any number of threads and processes may share one: a file appears under its name complete, and
/// what exists already is as good. When they are too many, those go that nobody used for longest.
package struct FileStore: ~Copyable, Sendable {
  let directory: FileDescriptor
  /// Bytes that the files take together.
  let bytesMax: UInt64
  /// Whether a name is one that files are saved under here.
  let isName: @Sendable (String) -> Bool
  let tally = Mutex(Tally())
  private let draftCount = Atomic<UInt64>(0)

  /// Opens the directory at `path`, making it if its parent is there.
  ///
  /// Files that other programs have put there, under names that are none here, are left alone.
  package init(
    _ path: String, atMost bytesMax: UInt64 = .max,
    named isName: @escaping @Sendable (String) -> Bool = { _ in true }
  ) throws(Errno) {
    _ = unsafe mkdir(path, 0o700)
    directory = try FileDescriptor.directory(path)
    self.bytesMax = bytesMax
    self.isName = isName
  }

  /// The bytes of the file `name`; `nil` if there is none, or it has more than `limit`.
  package func load(_ name: String, atMost limit: Int) -> [UInt8]? {
    let number = unsafe openat(directory.number, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard number >= 0 else { return nil }
    let file = FileDescriptor(taking: number)
    var facts = stat()
    guard unsafe fstat(file.number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_size <= limit
    else { return nil }
    // Its time is that of its last use. Where that cannot be set it is found to be older.
    _ = futimens(file.number, nil)
    noteSaved(0)
    let wanted = Int(facts.st_size)
    let bytes = [UInt8](capacity: wanted) { output in
      // Safe: no more is read than there is room for.
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        while count < wanted {
          let part = unsafe pread(
            file.number, buffer.baseAddress.map { unsafe $0 + count }, wanted - count, count)
          guard part > 0 else { return }
          count += part
        }
      }
    }
    return bytes.count == wanted ? bytes : nil
  }

  /// Writes a file that appears at once and whole, even after a loss of power, rename(2).
  ///
  /// Failing is no harm: it is not there, and nothing of it is left behind.
  package func save(_ name: String, _ bytes: [UInt8]) {
    guard FileStore.bytesTaken(UInt64(bytes.count)) <= bytesMax else { return }
    let number = draftCount.wrappingAdd(1, ordering: .relaxed).newValue
    let draft = "\(name).\(getpid()).\(number)"
    let descriptor = unsafe openat(
      directory.number, draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let file = FileDescriptor(taking: descriptor)
    guard write(bytes, to: file.number), fdatasync(file.number) == 0,
      unsafe renameat(directory.number, draft, directory.number, name) == 0
    else {
      _ = unsafe unlinkat(directory.number, draft, 0)
      return
    }
    noteSaved(UInt64(bytes.count))
  }

  private func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      // Safe: what is written lies within the array.
      let part = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(file, $0.baseAddress.map { unsafe $0 + done }, $0.count - done)
      }
      guard part > 0 else { return false }
      done += part
    }
    return true
  }
}
