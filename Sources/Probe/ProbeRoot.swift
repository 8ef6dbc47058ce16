import Glibc
import LinuxIO

/// What the file system of a root does for a server.
public struct ProbeRoot: Codable, Sendable {
  /// One thing that it does or does not.
  public struct Answer: Codable, Sendable {
    /// "yes", "no", or "unknown" where there was nothing to try it on.
    public var state: String
    /// What that means here.
    public var note: String
  }

  /// The directory, as it was named.
  public var path: String
  /// "ext4", "overlay", ...; a number where the kind is not known here.
  public var fileSystem: String
  /// Whether reads of what is in memory are done at once, and others without a thread.
  public var asynchronousReads: Answer
  /// Whether inotify(7) reports every change.
  public var changes: Answer
  /// Whether the kernel keeps paths below the root, openat2(2).
  public var confinement: Answer

  /// Looks at the directory at `path`; says why if it cannot be opened.
  static func look(at path: String) throws(Errno) -> ProbeRoot {
    let root = try FileDescriptor.directory(path)
    let system = FileSystem(of: root.number)
    return ProbeRoot(
      path: path, fileSystem: system?.name ?? "unknown",
      asynchronousReads: reads(path), changes: changes(root.number, system),
      confinement: confinement(root.number))
  }

  private static func confinement(_ root: Int32) -> Answer {
    guard let errno = OpenFile.confinement(below: root) else {
      return Answer(state: "yes", note: "openat2 refuses what leads out")
    }
    return Answer(
      state: "no", note: "openat2: \(errno); epoll walks component by component, without links")
  }

  private static func changes(_ root: Int32, _ system: FileSystem?) -> Answer {
    do throws(Errno) {
      var inotify = try Inotify()
      try inotify.watch(directory: root)
    } catch {
      return Answer(
        state: "no", note: "inotify: \(error); every request looks at its file again")
    }
    guard system?.reportsAllChanges == true else {
      return Answer(
        state: "no", note: "changes made elsewhere are not reported; nothing is cached")
    }
    return Answer(state: "yes", note: "cached files are dropped as soon as they change")
  }

  /// Reads a byte of the first regular file, without waiting.
  private static func reads(_ path: String) -> Answer {
    guard let file = firstFile(in: path) else {
      return Answer(state: "unknown", note: "no file in it to try, or none that may be read")
    }
    let byte = Region.allocate(count: 1)
    defer { byte.deallocate() }
    let transfer = OpenFile.read(file.number, from: 0, into: byte, mayWait: false)
    if case .failed(.notSupported) = transfer {
      return Answer(state: "no", note: "each read takes a kernel thread; small files are cached")
    }
    return Answer(state: "yes", note: "no read takes a thread")
  }

  /// A file of the directory that is not empty, among its first thousand entries.
  private static func firstFile(in path: String) -> FileDescriptor? {
    for name in DirectoryNames.first(1000, in: path) {
      guard let file = FileDescriptor.regularFile("\(path)/\(name)") else { continue }
      return file
    }
    return nil
  }
}
