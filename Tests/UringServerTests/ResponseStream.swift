/// The responses in a byte stream, read the way a client does (RFC 9112 section 6).
struct ResponseStream {
  struct Response: Equatable {
    let status: Int
    let fields: [String: String]
    let body: [UInt8]
    /// Whether all of the body is there.
    let isWhole: Bool
  }

  /// Reads responses to requests whose methods are `methods`; stops at the first cut-off one.
  static func parse(_ bytes: [UInt8], methods: [String]) -> (responses: [Response], rest: Int) {
    var responses: [Response] = []
    var start = 0
    while responses.count < methods.count, let end = endOfHead(bytes, from: start) {
      let head = String(decoding: bytes[start..<end], as: UTF8.self)
      let lines = head.split(separator: "\r\n")
      let words = lines[0].split(separator: " ")
      guard words[0] == "HTTP/1.1", let status = Int(words[1]) else { break }
      var fields: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
      }
      let hasBody = methods[responses.count] != "HEAD" && status != 304 && status != 204
      let count = hasBody ? Int(fields["content-length"] ?? "0") ?? 0 : 0
      let bodyEnd = min(end + count, bytes.count)
      let isWhole = bodyEnd - end == count
      responses.append(
        Response(
          status: status, fields: fields, body: Array(bytes[end..<bodyEnd]), isWhole: isWhole))
      start = bodyEnd
      if !isWhole { break }
    }
    return (responses, bytes.count - start)
  }

  private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    var index = start
    while index + 4 <= bytes.count {
      if bytes[index] == mark[0], Array(bytes[index..<(index + 4)]) == mark { return index + 4 }
      index += 1
    }
    return nil
  }
}
