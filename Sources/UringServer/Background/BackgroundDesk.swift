import Codings
import HTTPCore
package import LinuxIO

/// How each kind of background work is done, on whatever thread.
package struct BackgroundDesk: ~Copyable, Sendable {
  private let root: RootDirectory
  /// Where what was coded is kept from one run of the server to the next.
  private let store: FileStore?

  package init(root: RootDirectory, store: consuming FileStore? = nil) {
    self.root = root
    self.store = store
  }

  func outcome(of task: BackgroundTask, _ limits: BackgroundLimits) -> BackgroundResult.Outcome {
    switch task.work {
    case .encode(let coding):
      guard let bytes = read(task) else { return .failed }
      return BackgroundDesk.made(coded(bytes, coding))
    case .decode(let coding):
      guard task.status.size <= UInt64(limits.decodedBytes) else { return .fruitless }
      guard let bytes = read(task) else { return .failed }
      return BackgroundDesk.made(coding.decode(bytes.span, atMost: limits.decodedBytes))
    case .digest:
      return digest(task).map { .digest($0) } ?? .failed
    }
  }

  private static func made(_ bytes: [UInt8]?) -> BackgroundResult.Outcome {
    guard let bytes else { return .fruitless }
    let content = FileContent(count: bytes.count)
    var output = content.body.output(behind: 0)
    output.append(bytes.span)
    return .made(content, ContentDigest(SHA256.digest(of: bytes.span).span))
  }

  /// The bytes in `coding`, if they get less by it.
  ///
  /// They are kept under the digest of what they were made of, so whatever becomes of names and
  /// times, a file of the same bytes is never coded twice.
  private func coded(_ bytes: [UInt8], _ coding: ContentCoding) -> [UInt8]? {
    let limit = bytes.count - 1
    let name = store == nil ? "" : KeptName.make(of: bytes, coding)
    if let known = store?.load(name, atMost: limit) { return known }
    guard let made = coding.encode(bytes.span, atMost: limit) else { return nil }
    store?.save(name, made)
    return made
  }

  // MARK: Reading

  /// All bytes of the task's file; `nil` unless it was the right version before and after.
  private func read(_ task: BackgroundTask) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(task.status.size))
    return readParts(task) { part in bytes.append(contentsOf: part.array) } ? bytes : nil
  }

  private func digest(_ task: BackgroundTask) -> ContentDigest? {
    var hash = SHA256()
    guard readParts(task, { hash.add($0.bytes) }) else { return nil }
    return ContentDigest(hash.finish().span)
  }

  private func open(_ path: Region) throws(Errno) -> Int32 {
    do throws(Errno) {
      return try OpenFile.open(path, below: root.number, .plainFile, mayWait: true)
    } catch {
      guard error == .tooManyLinks else { throw error }
      return try OpenFile.open(path, below: root.number, .linkedFile, mayWait: true)
    }
  }

  /// Reads the task's file part by part; false unless it was the right version before and after.
  private func readParts(_ task: BackgroundTask, _ take: (Region) -> Void) -> Bool {
    let memory = Region.allocate(count: max(task.path.count, 256 * 1024))
    let areas = StatusAreas(count: 1)
    defer { memory.deallocate() }
    do throws(Errno) {
      var name = memory.output(behind: 0)
      name.append(task.path.span)
      let file = FileDescriptor(taking: try open(memory))
      try OpenFile.inspect(file.number, into: areas[0], mayWait: true)
      guard areas[0].status == task.status else { return false }
      var offset: UInt64 = 0
      while offset < task.status.size {
        guard
          case .moved(let count) = OpenFile.read(
            file.number, from: offset, into: memory, mayWait: true), count > 0
        else { return false }
        take(memory.slice(0..<count))
        offset += UInt64(count)
      }
      try OpenFile.inspect(file.number, into: areas[0], mayWait: true)
      return offset == task.status.size && areas[0].status == task.status
    } catch {
      return false
    }
  }
}
