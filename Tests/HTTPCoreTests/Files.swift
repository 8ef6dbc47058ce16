import HTTPCore

/// The files that every exchange serves.
enum Files {
  static let now = Moment(HTTPDate(seconds: 784_111_777), boundary: boundary)
  static let boundary: UInt64 = 0x0123_4567_89AB_CDEF
  static let boundaryText = "0123456789abcdef"
  static let nowText = "Sun, 06 Nov 1994 08:49:37 GMT"
  static let modifiedSeconds: Int64 = 784_025_377
  static let modifiedText = "Sat, 05 Nov 1994 08:49:37 GMT"

  /// More than the output holds, and no two stretches of it alike.
  static let large: [UInt8] = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  static let all: [String: Exchange.File] = [
    "index.html": .memory("<p>root\n".bytes),
    "dir/index.html": .memory("<p>dir\n".bytes),
    "a b/index.html": .memory("<p>a b\n".bytes),
    "\\evil.example/index.html": .memory("<p>evil\n".bytes),
    "evil.example/index.html": .memory("<p>evil\n".bytes),
    "a\r\nSet-Cookie: b/index.html": .memory("<p>cookie\n".bytes),
    "hello.txt": .memory("hello\n".bytes),
    "streamed.txt": .streamed("streamed\n".bytes),
    "empty.txt": .memory([]),
    "empty-streamed.txt": .streamed([]),
    "large.bin": .memory(large),
    "large-streamed.bin": .streamed(large),
    ".well-known/a.txt": .memory("known\n".bytes),
    "broken": .failure(.failed),
    "busy": .failure(.exhausted),
  ]

  /// The name of what is opened for a canonical path.
  static func name(_ path: String, isDirectory: Bool) -> String {
    guard isDirectory else { return path }
    return path.isEmpty ? "index.html" : path + "/index.html"
  }

  /// Why there is no file of that name.
  static func failure(_ name: String) -> OpenFailure {
    all[name + "/index.html"] == nil ? .nothing : .directory
  }

  static func representation(_ name: String, _ bytes: [UInt8]) -> Representation {
    Representation(
      size: UInt64(bytes.count), modifiedSeconds: modifiedSeconds, modifiedNanoseconds: 0,
      isWeak: false, mediaType: MediaType(path: name.bytes.span))
  }

  /// The fields that stand in front of a body in memory.
  static func fields(of representation: Representation) -> [UInt8] {
    [UInt8](capacity: PreparedAnswer.fieldBytesMax) {
      PreparedAnswer.appendFields(of: representation, to: &$0)
    }
  }

  /// The entity tag of a file of `size` bytes.
  static func tag(_ size: Int) -> String { "\"ae16aed2afa0a00-\(String(size, radix: 16))\"" }
}
