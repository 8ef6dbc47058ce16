/// The parts of a `multipart/byteranges` content, read the way a client does (RFC 2046 section 5.1).
enum Multipart {
  struct Part {
    let contentRange: String
    let contentType: String
    let body: [UInt8]
  }

  /// Reads all of a response's content; it ends where its last delimiter does.
  static func parts(of response: Response) throws -> [Part] {
    let type = response["Content-Type"] ?? ""
    guard type.hasPrefix("multipart/byteranges; boundary="),
      let boundary = type.split(separator: "=").last
    else { throw Failure("no parts: \(type)") }
    var parts: [Part] = []
    var rest = response.body[...]
    var delimiter = Array("--\(boundary)".utf8)
    while true {
      guard rest.starts(with: delimiter) else { throw Failure("no delimiter") }
      rest = rest.dropFirst(delimiter.count)
      if rest.elementsEqual("--\r\n".utf8) { return parts }
      guard rest.starts(with: "\r\n".utf8), let end = endOfHead(rest) else {
        throw Failure("no head of a part")
      }
      let head = try Response(head: Array("HTTP/1.1 0".utf8) + rest[..<end])
      guard let range = head["Content-Range"], let count = count(range) else {
        throw Failure("no range of a part")
      }
      let body = Array(rest[(end + 4)...].prefix(count))
      parts.append(Part(contentRange: range, contentType: head["Content-Type"] ?? "", body: body))
      rest = rest[(end + 4)...].dropFirst(count)
      delimiter = Array("\r\n--\(boundary)".utf8)
    }
  }

  private static func endOfHead(_ bytes: ArraySlice<UInt8>) -> Int? {
    // A part's head is a few hundred bytes.
    for index in bytes.indices.prefix(1000) where bytes[index] == 13 {
      if bytes[index...].starts(with: "\r\n\r\n".utf8) { return index }
    }
    return nil
  }

  /// Bytes of a part, by its range.
  private static func count(_ range: String) -> Int? {
    guard let match = range.wholeMatch(of: /bytes (\d+)-(\d+)\/\d+/), let first = Int(match.1),
      let last = Int(match.2)
    else { return nil }
    return last - first + 1
  }
}
