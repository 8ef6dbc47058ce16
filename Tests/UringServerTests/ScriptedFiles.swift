import LinuxIO

/// A file system in memory whose files have versions, for the scripted engine.
struct ScriptedFiles {
  /// What an open descriptor refers to, whatever becomes of its name.
  final class Inode {
    let number: UInt64
    var content: [UInt8]
    var modified: Int64
    var changed: Int64

    init(number: UInt64, content: [UInt8], time: Int64) {
      self.number = number
      self.content = content
      modified = time
      changed = time
    }
  }

  enum Node {
    case file(Inode)
    case directory
    case fifo
    case linkOut
  }

  /// The latest version of each file, for tests to keep.
  var versions: [String: Int] = [:]
  private(set) var nodes: [String: Node] = [:]
  private(set) var descriptors: [Int32: Node] = [:]
  /// Watches of files, by inode, and of the directories' names.
  private var fileWatches: [UInt64: Int32] = [:]
  private var watchesDirectories = false
  private var nextNumber: Int32 = 100
  private var nextInode: UInt64 = 1
  var changes: [Inotify.Change] = []
  /// The virtual time, in nanoseconds of Unix time.
  var time: Int64 = 1_700_000_000_000_000_000

  /// Content that tells path and version, `count` bytes long.
  static func content(_ path: String, version: Int, count: Int) -> [UInt8] {
    var content = Array("\(path) v\(version) ".utf8)
    while content.count < count { content += content }
    return Array(content.prefix(count))
  }

  mutating func addDirectory(_ path: String) { nodes[path] = .directory }
  mutating func addFIFO(_ path: String) { nodes[path] = .fifo }
  mutating func addLinkOut(_ path: String) { nodes[path] = .linkOut }

  /// Puts a new file in place of any other, as a rename does.
  mutating func replace(_ path: String, with content: [UInt8]) {
    if case .file(let before)? = nodes[path] { before.changed = time }
    nodes[path] = .file(Inode(number: nextInode, content: content, time: time))
    nextInode += 1
    if watchesDirectories { changes.append(.names) }
  }

  /// Writes a file anew in place.
  mutating func rewrite(_ path: String, with content: [UInt8]) {
    guard case .file(let inode)? = nodes[path] else { return }
    inode.content = content
    inode.modified = time
    inode.changed = time
    if let watch = fileWatches[inode.number] { changes.append(.content(watch: watch)) }
  }

  mutating func open(_ path: String) throws(Errno) -> Int32 {
    let parts = path.split(separator: "/")
    for end in 1..<max(parts.count, 1) {
      switch nodes[parts[0..<end].joined(separator: "/")] {
      case .directory?: continue
      case .linkOut?: throw .tooManyLinks
      case nil: throw .noEntry
      default: throw .notDirectory
      }
    }
    guard let node = nodes[path] else { throw .noEntry }
    if case .linkOut = node { throw .crossDevice }
    nextNumber += 1
    descriptors[nextNumber] = node
    return nextNumber
  }

  mutating func close(_ number: Int32) {
    precondition(descriptors.removeValue(forKey: number) != nil, "a descriptor is closed once")
  }

  /// The device of the root that `testSite` has, where all of these files pretend to be.
  private static let device = (try? FileDescriptor.directory("/"))?.device ?? 0

  func status(_ number: Int32) -> FileStatus {
    var status = FileStatus()
    status.device = ScriptedFiles.device
    guard let node = descriptors[number] else { return status }
    switch node {
    case .directory: status.kind = .directory
    case .fifo, .linkOut: status.kind = .other
    case .file(let inode):
      status.kind = .regular
      status.size = UInt64(inode.content.count)
      status.inode = inode.number
      status.modifiedSeconds = inode.modified / 1_000_000_000
      status.modifiedNanoseconds = UInt32(inode.modified % 1_000_000_000)
      status.changedSeconds = inode.changed / 1_000_000_000
      status.changedNanoseconds = UInt32(inode.changed % 1_000_000_000)
    }
    return status
  }

  func read(_ number: Int32, from offset: UInt64, atMost count: Int) -> ArraySlice<UInt8> {
    guard case .file(let inode)? = descriptors[number] else { return [] }
    let start = min(Int(offset), inode.content.count)
    return inode.content[start..<min(start + count, inode.content.count)]
  }

  mutating func watch(file number: Int32) -> Int32? {
    guard case .file(let inode)? = descriptors[number] else { return 9999 }
    let watch = fileWatches[inode.number] ?? Int32(inode.number) + 10_000
    fileWatches[inode.number] = watch
    return watch
  }

  mutating func unwatch(_ watch: Int32) {
    fileWatches = fileWatches.filter { $0.value != watch }
  }

  mutating func watchDirectories() { watchesDirectories = true }
}
