/// A response with a Content-Length, as it came.
struct PlainResponse {
  let status: Int
  let body: ArraySlice<UInt8>

  /// The response, once `bytes` hold all of it.
  init?(_ bytes: [UInt8]) {
    guard let head = PlainResponse.headCount(bytes),
      let length = PlainResponse.contentLength(bytes[..<head]), bytes.count >= head + length
    else { return nil }
    let line = String(decoding: bytes[..<min(head, 16)], as: UTF8.self)
    status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
    body = bytes[head..<head + length]
  }

  /// Bytes still to come; 0 while that is not known.
  static func missing(_ bytes: [UInt8]) -> Int {
    guard let head = headCount(bytes), let length = contentLength(bytes[..<head]) else { return 0 }
    return head + length - bytes.count
  }

  private static func headCount(_ bytes: [UInt8]) -> Int? {
    let end: [UInt8] = [13, 10, 13, 10]
    guard bytes.count >= 4 else { return nil }
    // Heads are short; a body need not be searched.
    return (0...min(bytes.count - 4, 8192)).first { bytes[$0..<$0 + 4].elementsEqual(end) }
      .map { $0 + 4 }
  }

  private static func contentLength(_ head: ArraySlice<UInt8>) -> Int? {
    for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        return Int(parts[1].filter { $0.isNumber })
      }
    }
    return nil
  }
}
