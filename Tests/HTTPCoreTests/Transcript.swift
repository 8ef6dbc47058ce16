import HTTPCore
import Testing

/// What a client sends on one connection, and every byte that comes back.
struct Transcript: Sendable, CustomTestStringConvertible {
  let name: String
  let sent: [UInt8]
  let seen: [UInt8]
  /// Whether the server ends the connection behind it.
  let closes: Bool

  var testDescription: String { name }

  init(_ name: String, _ sent: String, _ seen: [UInt8], closes: Bool = false) {
    self.init(name, sent.bytes, seen, closes: closes)
  }

  init(_ name: String, _ sent: [UInt8], _ seen: [UInt8], closes: Bool = false) {
    self.name = name
    self.sent = sent
    self.seen = seen
    self.closes = closes
  }
}

/// The answers that transcripts are put together from.
enum Answer {
  /// A head of these lines, with the date as its second, and the content behind it.
  static func make(_ status: String, _ fields: [String], _ content: [UInt8] = []) -> [UInt8] {
    let lines = ["HTTP/1.1 " + status, "Date: " + Files.nowText] + fields + ["", ""]
    return lines.joined(separator: "\r\n").bytes + content
  }

  /// A file in whole; `connection` is the `Connection` field where there is one.
  static func file(
    _ type: String, _ content: [UInt8], connection: String? = nil, isHead: Bool = false
  ) -> [UInt8] {
    make(
      "200 OK",
      state(connection) + [
        "Content-Length: \(content.count)", "Content-Type: \(type)", nosniff,
        "Accept-Ranges: bytes",
      ] + validators(content.count), isHead ? [] : content)
  }

  static func hello(connection: String? = nil, isHead: Bool = false) -> [UInt8] {
    file("text/plain; charset=utf-8", "hello\n".bytes, connection: connection, isHead: isHead)
  }

  static func html(_ content: String) -> [UInt8] {
    file("text/html; charset=utf-8", content.bytes)
  }

  static func part(
    _ first: Int, _ last: Int, of content: [UInt8], _ type: String, connection: String? = nil
  ) -> [UInt8] {
    make(
      "206 Partial Content",
      state(connection) + [
        "Content-Length: \(last - first + 1)",
        "Content-Range: bytes \(first)-\(last)/\(content.count)", "Content-Type: \(type)", nosniff,
        "Accept-Ranges: bytes",
      ] + validators(content.count), Array(content[first...last]))
  }

  /// A part for a client that has another already, and with it the fields that are left out here.
  static func missingPart(_ first: Int, _ last: Int, of content: [UInt8]) -> [UInt8] {
    make(
      "206 Partial Content",
      [
        "Content-Length: \(last - first + 1)",
        "Content-Range: bytes \(first)-\(last)/\(content.count)",
        "ETag: " + Files.tag(content.count),
      ], Array(content[first...last]))
  }

  /// Several parts in one content, written out the long way.
  static func parts(
    _ ranges: [ClosedRange<Int>], of content: [UInt8], _ type: String, isMissing: Bool = false,
    connection: String? = nil
  ) -> [UInt8] {
    var body: [UInt8] = []
    for range in ranges {
      let lines = [
        "--\(Files.boundaryText)", "Content-Type: \(type)",
        "Content-Range: bytes \(range.lowerBound)-\(range.upperBound)/\(content.count)", "", "",
      ]
      body += lines.joined(separator: "\r\n").bytes + content[range] + "\r\n".bytes
    }
    body += "--\(Files.boundaryText)--\r\n".bytes
    let kept = ["Accept-Ranges: bytes", "Last-Modified: " + Files.modifiedText]
    return make(
      "206 Partial Content",
      state(connection) + [
        "Content-Length: \(body.count)",
        "Content-Type: multipart/byteranges; boundary=\(Files.boundaryText)", nosniff,
      ] + (isMissing ? [] : kept) + ["ETag: " + Files.tag(content.count)], body)
  }

  static let nosniff = "X-Content-Type-Options: nosniff"

  static func notModified(_ size: Int, connection: String? = nil) -> [UInt8] {
    make("304 Not Modified", state(connection) + ["ETag: " + Files.tag(size)])
  }

  /// A status with its line of explanation.
  static func error(
    _ status: String, _ text: String, connection: String? = nil, fields: [String] = [],
    isHead: Bool = false
  ) -> [UInt8] {
    let content = "\(status.prefix(3)): \(text)\n".bytes
    return make(
      status,
      state(connection) + ["Content-Length: \(content.count)"] + fields
        + ["Content-Type: text/plain; charset=utf-8", nosniff], isHead ? [] : content)
  }

  /// A refusal, behind which the connection ends.
  static func refusal(_ status: String, _ text: String, fields: [String] = []) -> [UInt8] {
    error(status, text, connection: "close", fields: fields)
  }

  static let badRequest = refusal("400 Bad Request", "the request is not well-formed HTTP.")
  static let notFound = error("404 Not Found", "there is nothing here.")
  static let notAllowed = error(
    "405 Method Not Allowed", "files here answer GET, HEAD and OPTIONS.", fields: [allow])
  static let unknownMethod = error(
    "501 Not Implemented", "this server does not know the method or transfer coding.")
  static let options = make("204 No Content", [allow])
  static let timeout = refusal("408 Request Timeout", "the request did not arrive in time.")
  static let goOn = "HTTP/1.1 100 Continue\r\n\r\n".bytes
  static let allow = "Allow: GET, HEAD, OPTIONS"

  static func moved(_ location: String, isHead: Bool = false) -> [UInt8] {
    error(
      "301 Moved Permanently", "moved, see Location.", fields: ["Location: " + location],
      isHead: isHead)
  }

  private static func state(_ connection: String?) -> [String] {
    connection.map { ["Connection: " + $0] } ?? []
  }

  private static func validators(_ size: Int) -> [String] {
    ["Last-Modified: " + Files.modifiedText, "ETag: " + Files.tag(size)]
  }
}
