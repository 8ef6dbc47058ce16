import Glibc

/// Small texts in which the system tells about itself, proc(5) and sysfs(5).
package enum SystemText {
  /// What the file at `path` begins with, up to `count` bytes; `nil` if it cannot be read.
  package static func read(_ path: String, atMost count: Int = 4096) -> String? {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    guard let file = try? unsafe FileDescriptor(checking: open(path, flags)) else { return nil }
    let buffer = Region.allocate(count: count)
    defer { buffer.deallocate() }
    var filled = 0
    // Such files are handed out a piece at a time.
    while filled < count {
      let transfer = OpenFile.read(
        file.number, from: UInt64(filled), into: buffer.from(filled), mayWait: true)
      guard case .moved(let count) = transfer, count > 0 else { break }
      filled += count
    }
    return String(decoding: buffer.slice(0..<filled).array, as: UTF8.self)
  }

  /// A variable of the environment, environ(7); `nil` if it is not set.
  package static func variable(_ name: String) -> String? {
    // Safe: the text ends with NUL, and nothing here changes the environment.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// What stands behind a name and a colon, on a line of its own.
  package static func field(_ name: String, in text: String) -> String? {
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      return String(line.dropFirst(name.count + 1)).trimmed
    }
    return nil
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
