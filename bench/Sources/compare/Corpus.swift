import Foundation
import Glibc

/// The files that are served: written anew, of bytes that do not compress, and a day old.
final class Corpus {
  static let folderCount = 100
  static let filesPerFolder = 100
  static let smallFileBytes = 4096

  /// The directory that servers serve.
  let root: String
  private var generator = SplitMix64(seed: 1)

  /// Writes the files; 64 MiB and more must fit, twice for a moment.
  init(root: String) throws {
    self.root = root
    do {
      try Corpus.makeFolder(root)
      for bytes in Workload.hotSizes { try write("hot-\(bytes)", bytes) }
      for folder in 0..<Corpus.folderCount {
        try Corpus.makeFolder("\(root)/\(folder)")
        for file in 0..<Corpus.filesPerFolder {
          try write("\(folder)/\(file)", Corpus.smallFileBytes)
        }
      }
    } catch {
      remove()
      throw error
    }
  }

  deinit { remove() }

  /// Takes all of it away again.
  func remove() {
    try? FileManager.default.removeItem(atPath: root)
  }

  /// Targets of the small files, in an order that is always the same and looks random.
  static let smallTargets: [String] = (0..<folderCount * filesPerFolder).map { index in
    // A step that shares no factor with the count visits every file once.
    let file = (index * 7919) % (folderCount * filesPerFolder)
    return "/\(file / filesPerFolder)/\(file % filesPerFolder)"
  }

  /// Makes what was written reach the disk; what has not cannot be dropped from the page cache.
  func flush() {
    sync()
  }

  /// Drops the small files from the page cache; false if the kernel kept them.
  func evictSmallFiles() throws -> Bool {
    var residentCount = 0
    for target in Corpus.smallTargets {
      let descriptor = open(root + target, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Failure("\(root + target) cannot be opened") }
      defer { close(descriptor) }
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
      if Corpus.isResident(descriptor) { residentCount += 1 }
    }
    return residentCount < Corpus.smallTargets.count / 100
  }

  private static func isResident(_ descriptor: Int32) -> Bool {
    guard let area = mmap(nil, smallFileBytes, PROT_READ, MAP_SHARED, descriptor, 0),
      area != MAP_FAILED
    else { return true }
    defer { munmap(area, smallFileBytes) }
    var resident: UInt8 = 1
    guard mincore(area, smallFileBytes, &resident) == 0 else { return true }
    return resident & 1 != 0
  }

  private static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ count: Int) throws {
    let path = "\(root)/\(name)"
    let bytes = [UInt64](unsafeUninitializedCapacity: count / 8) { buffer, filled in
      for index in 0..<count / 8 { buffer.initializeElement(at: index, to: generator.next()) }
      filled = count / 8
    }
    // Not by way of Foundation, which waits for the disk at every file.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure("\(path) cannot be written") }
    defer { close(descriptor) }
    let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, count) }
    guard written == count else { throw Failure("\(path) cannot be written: is the disk full?") }
    // An entity tag is weak while a file is new; nobody's files are.
    var times = timeval(tv_sec: time(nil) - 86_400, tv_usec: 0)
    withUnsafePointer(to: &times) { time in
      let both = [time.pointee, time.pointee]
      _ = both.withUnsafeBufferPointer { utimes(path, $0.baseAddress) }
    }
  }
}
