import CLinux
import Glibc
import Synchronization

/// How a store is kept within its bound, on the threads that save.
///
/// A file's modification time is when it was used last. What is there is counted by looking, so
/// that other processes may save there too; between two looks what was saved here is added.
extension FileStore {
  /// What the files take, as far as it is known.
  struct Tally {
    /// Bytes when they were counted last; `nil` before.
    private var counted: UInt64?
    /// Bytes saved since.
    private var saved: UInt64 = 0
    private var isCounting = false

    /// Notes that a file of so many bytes was saved.
    mutating func add(_ bytes: UInt64) { saved += bytes }

    /// Whether the files are to be counted now, which nobody else does until `end`.
    mutating func begin(_ bytesMax: UInt64, step: UInt64) -> Bool {
      guard !isCounting else { return false }
      if let counted {
        guard saved > step || saved > 0 && counted + saved > bytesMax else { return false }
      }
      isCounting = true
      saved = 0
      return true
    }

    /// Notes that the files take so many bytes, and what was saved in the meantime.
    mutating func end(_ bytes: UInt64) {
      isCounting = false
      counted = bytes
    }
  }

  private struct Kept {
    let name: String
    let bytes: UInt64
    let used: timespec
  }

  /// Files that are looked at, which bounds the memory that this takes.
  private static let filesMax = 1 << 20

  /// Bytes that a file of `size` takes on a disk: whole blocks of 4 KiB.
  static func bytesTaken(_ size: UInt64) -> UInt64 { (size + 4095) & ~4095 }

  /// The part of the bound that is made free at once, and that is saved before looking again.
  private var step: UInt64 { bytesMax / 16 }

  /// Notes that so many bytes were saved, and removes files if there are too many.
  func noteSaved(_ size: UInt64) {
    guard bytesMax < .max else { return }
    tally.withLock { $0.add(FileStore.bytesTaken(size)) }
    while tally.withLock({ $0.begin(bytesMax, step: step) }) {
      let bytes = trim()
      tally.withLock { $0.end(bytes) }
    }
  }

  /// Counts the files; if they are too many, removes those that were not used for longest.
  ///
  /// Another process that does the same at the same time chooses the same ones.
  private func trim() -> UInt64 {
    var kept = files()
    var bytes = kept.reduce(0) { $0 + $1.bytes }
    guard bytes > bytesMax else { return bytes }
    kept.sort(by: FileStore.isOlder)
    for file in kept where bytes > bytesMax - step {
      if remove(file.name) { bytes -= file.bytes }
    }
    return bytes
  }

  private func files() -> [Kept] {
    var kept: [Kept] = []
    let names = DirectoryNames.all(in: ".", below: directory.number, limit: FileStore.filesMax)
    for name in names where isName(name) || isDraft(name) {
      var facts = stat()
      guard unsafe fstatat(directory.number, name, &facts, AT_SYMLINK_NOFOLLOW) == 0,
        facts.st_mode & S_IFMT == S_IFREG
      else { continue }
      let bytes = FileStore.bytesTaken(UInt64(facts.st_size))
      kept.append(Kept(name: name, bytes: bytes, used: facts.st_mtim))
    }
    return kept
  }

  /// Whether a file was begun and never got its name, or has not got it yet.
  private func isDraft(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2, parts.suffix(2).allSatisfy({ UInt64($0) != nil }) else { return false }
    return isName(parts.dropLast(2).joined(separator: "."))
  }

  private static func isOlder(_ one: Kept, _ other: Kept) -> Bool {
    let (left, right) = (one.used, other.used)
    if left.tv_sec != right.tv_sec { return left.tv_sec < right.tv_sec }
    return left.tv_nsec != right.tv_nsec ? left.tv_nsec < right.tv_nsec : one.name < other.name
  }

  /// Whether a file is gone, by whose doing ever.
  private func remove(_ name: String) -> Bool {
    unsafe unlinkat(directory.number, name, 0) == 0 || errno == ENOENT
  }
}
