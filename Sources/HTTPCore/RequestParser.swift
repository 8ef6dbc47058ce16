/// Reads a request head (RFC 9112 sections 2 to 5), strictly and without state.
///
/// It is given all bytes received so far and either finds a whole head in them, wants more, or
/// refuses them with a status. What it accepts is what every hop on the way reads the same way:
/// CR LF line ends only, no folding, no space before a colon, one framing.
package struct RequestParser: ~Escapable {
  package enum Result: Equatable, Sendable {
    case complete(RequestHead)
    case incomplete
    case malformed(Status)
  }

  /// Why parsing stops early.
  enum Stop: Error {
    case incomplete
    case malformed(Status)
  }

  let bytes: Span<UInt8>
  var index = 0
  var head = RequestHead()
  /// What the `Connection` field's options said.
  var closes = false
  var asksToKeepAlive = false
  /// What the `Transfer-Encoding` field said: whether it was there, whether `chunked` was the last
  /// coding so far, and whether another one was named.
  var hasTransferEncoding = false
  var endsChunked = false
  var hasOtherCoding = false
  var fieldCount = 0

  @_lifetime(copy bytes)
  private init(_ bytes: Span<UInt8>) {
    self.bytes = bytes
  }

  /// Parses the head at the start of `bytes`.
  package static func parse(_ bytes: Span<UInt8>) -> Result {
    // What stands behind the longest head has no say in what is made of the bytes before.
    var parser = RequestParser(bytes.extracting(0..<min(bytes.count, Limits.headBytes)))
    do throws(Stop) {
      try parser.skipEmptyLines()
      try parser.parseRequestLine()
      while try !parser.parseEndOfHead() {
        try parser.parseField()
      }
      try parser.settle()
      return .complete(parser.head)
    } catch {
      switch error {
      case .incomplete: return parser.incompleteOrTooLong
      case .malformed(let status): return .malformed(status)
      }
    }
  }

  private var incompleteOrTooLong: Result {
    bytes.count >= Limits.headBytes ? .malformed(.fieldsTooLarge) : .incomplete
  }

  /// The next byte, without moving on.
  func peek() throws(Stop) -> UInt8 {
    guard index < bytes.count else { throw .incomplete }
    return bytes[index]
  }

  @_lifetime(self: copy self)
  mutating func take(_ byte: UInt8) throws(Stop) {
    guard try peek() == byte else { throw .malformed(.badRequest) }
    index += 1
  }

  @_lifetime(self: copy self)
  mutating func takeLineEnd() throws(Stop) {
    try take(UInt8(ascii: "\r"))
    try take(UInt8(ascii: "\n"))
  }

  /// RFC 9112 section 2.2: empty lines before the request line are ignored.
  @_lifetime(self: copy self)
  private mutating func skipEmptyLines() throws(Stop) {
    while try peek() == UInt8(ascii: "\r") { try takeLineEnd() }
  }

  @_lifetime(self: copy self)
  private mutating func parseEndOfHead() throws(Stop) -> Bool {
    guard try peek() == UInt8(ascii: "\r") else { return false }
    try takeLineEnd()
    head.count = index
    return true
  }

  // MARK: Request line, RFC 9112 section 3

  @_lifetime(self: copy self)
  private mutating func parseRequestLine() throws(Stop) {
    try parseMethod()
    try parseTarget()
    try parseVersion()
  }

  @_lifetime(self: copy self)
  private mutating func parseMethod() throws(Stop) {
    let start = index
    index = bytes.end(from: start) { $0.isTokenCharacter }
    guard index - start <= Limits.methodBytes else { throw .malformed(.notImplemented) }
    guard try peek() == UInt8(ascii: " "), index > start else { throw .malformed(.badRequest) }
    head.method = Method(bytes.extracting(start..<index))
    index += 1
  }

  @_lifetime(self: copy self)
  private mutating func parseTarget() throws(Stop) {
    let start = index
    index = bytes.end(from: start) { $0 > 0x20 && $0 != 0x7F }
    guard index - start <= Limits.targetBytes else { throw .malformed(.targetTooLong) }
    guard try peek() == UInt8(ascii: " "), index > start else { throw .malformed(.badRequest) }
    head.target = Extent(start..<index)
    index += 1
  }

  @_lifetime(self: copy self)
  private mutating func parseVersion() throws(Stop) {
    let name: StaticString = "HTTP/"
    var offset = 0
    while offset < name.utf8CodeUnitCount {
      try take(name.byte(at: offset))
      offset += 1
    }
    let major = try takeDigit()
    try take(UInt8(ascii: "."))
    head.minorVersion = try takeDigit()
    try takeLineEnd()
    guard major == 1 else { throw .malformed(.versionNotSupported) }
  }

  @_lifetime(self: copy self)
  private mutating func takeDigit() throws(Stop) -> UInt8 {
    guard let digit = try peek().decimalDigit else { throw .malformed(.badRequest) }
    index += 1
    return digit
  }
}
