/// An HTTP response as it came.
struct Response {
  let statusLine: String
  /// Names in lower case, in order.
  let fields: [(name: String, value: String)]
  var body: [UInt8] = []

  /// Parses a head without its last, empty line.
  init(head: some Collection<UInt8>) throws {
    let lines = String(decoding: head, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 ") else {
      throw Failure("no status line: \(lines.first ?? "")")
    }
    statusLine = String(first)
    fields = try lines.dropFirst().map { line in
      guard let colon = line.firstIndex(of: ":") else { throw Failure("no field: \(line)") }
      let value = line[line.index(after: colon)...]
      return (line[..<colon].lowercased(), String(value.drop { $0 == " " }))
    }
  }

  var status: Int { Int(statusLine.split(separator: " ")[1]) ?? 0 }
  var text: String { String(decoding: body, as: UTF8.self) }

  subscript(name: String) -> String? {
    fields.first { $0.name == name.lowercased() }?.value
  }

  /// Bytes of content that follow the head in answer to `method`.
  func contentCount(_ method: String) throws -> Int {
    if method == "HEAD" || status < 200 || status == 204 || status == 304 { return 0 }
    guard let count = self["Content-Length"].flatMap({ Int($0) }) else {
      throw Failure("no length: \(statusLine)")
    }
    return count
  }

  /// All of it but the time of day, to be compared with that of another request.
  var withoutDate: String {
    let rest = fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
    return ([statusLine] + rest + [text]).joined(separator: "\n")
  }
}
