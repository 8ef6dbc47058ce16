/// Field lines (RFC 9112 section 5) and the few fields that decide framing and connection.
extension RequestParser {
  @_lifetime(self: copy self)
  mutating func parseField() throws(Stop) {
    fieldCount += 1
    guard fieldCount <= Limits.fields else { throw .malformed(.fieldsTooLarge) }
    let name = try parseFieldName()
    let value = try parseFieldValue()
    try note(name, value)
  }

  /// A token right before its colon: a leading blank (folding) or a blank before the colon is not.
  @_lifetime(self: copy self)
  private mutating func parseFieldName() throws(Stop) -> Range<Int> {
    let start = index
    index = bytes.end(from: start) { $0.isTokenCharacter }
    guard try peek() == UInt8(ascii: ":"), index > start else { throw .malformed(.badRequest) }
    index += 1
    return start..<(index - 1)
  }

  /// Everything up to CR LF; controls other than the tab are refused (RFC 9110 section 5.5).
  @_lifetime(self: copy self)
  private mutating func parseFieldValue() throws(Stop) -> Range<Int> {
    while try peek().isBlank { index += 1 }
    let start = index
    index = bytes.end(from: start) { $0.isFieldByte }
    var end = index
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    try takeLineEnd()
    return start..<end
  }

  @_lifetime(self: copy self)
  private mutating func note(_ nameRange: Range<Int>, _ value: Range<Int>) throws(Stop) {
    let name = bytes.extracting(nameRange)
    switch name.count {
    case 4 where name.equalsIgnoringCase("host"):
      try noteHost(value)
    case 5 where name.equalsIgnoringCase("range"):
      head.range = single(head.range, value)
    case 6 where name.equalsIgnoringCase("expect"):
      noteExpectation(value)
    case 8 where name.equalsIgnoringCase("if-match"):
      head.ifMatch = list(head.ifMatch, value)
    case 8 where name.equalsIgnoringCase("if-range"):
      head.ifRange = single(head.ifRange, value)
    case 10 where name.equalsIgnoringCase("connection"):
      noteConnection(value)
    case 13 where name.equalsIgnoringCase("if-none-match"):
      head.ifNoneMatch = list(head.ifNoneMatch, value)
    case 14 where name.equalsIgnoringCase("content-length"):
      try noteContentLength(value)
    case 15 where name.equalsIgnoringCase("accept-encoding"):
      head.acceptEncoding.add(bytes.extracting(value))
      head.acceptsCoding = head.acceptEncoding.acceptsCoding
    case 16 where name.equalsIgnoringCase("want-repr-digest"):
      head.wantsDigest = ContentDigest.isWanted(bytes.extracting(value)) ?? head.wantsDigest
    case 17 where name.equalsIgnoringCase("if-modified-since"):
      head.ifModifiedSince = single(head.ifModifiedSince, value)
    case 17 where name.equalsIgnoringCase("transfer-encoding"):
      try noteTransferEncoding(value)
    case 19 where name.equalsIgnoringCase("if-unmodified-since"):
      head.ifUnmodifiedSince = single(head.ifUnmodifiedSince, value)
    default: break
    }
  }

  /// RFC 9110 section 5.3: the lines of a list are one list, so all of them are kept.
  private func list(_ before: Extent?, _ value: Range<Int>) -> Extent {
    guard let before else { return Extent(value) }
    return Extent(Int(before.offset)..<value.upperBound)
  }

  /// A field stated twice keeps an empty value, which no evaluation accepts: it is as if malformed.
  private func single(_ before: Extent?, _ value: Range<Int>) -> Extent {
    before == nil ? Extent(value) : Extent(value.lowerBound..<value.lowerBound)
  }

  /// RFC 9112 section 3.2: one Host line, and a value that can be a host and a port.
  @_lifetime(self: copy self)
  private mutating func noteHost(_ value: Range<Int>) throws(Stop) {
    guard head.host == nil, Authority.isValid(bytes.extracting(value)) else {
      throw .malformed(.badRequest)
    }
    head.host = Extent(value)
  }

  /// RFC 9110 section 10.1.1: a list, of which one member is known.
  @_lifetime(self: copy self)
  private mutating func noteExpectation(_ value: Range<Int>) {
    var expectations = ListElements(bytes.extracting(value))
    while let expectation = expectations.next() {
      if expectation.equalsIgnoringCase("100-continue") {
        head.expectsContinue = true
      } else {
        head.expectsUnknown = true
      }
    }
  }

  @_lifetime(self: copy self)
  private mutating func noteConnection(_ value: Range<Int>) {
    var options = ListElements(bytes.extracting(value))
    while let option = options.next() {
      if option.equalsIgnoringCase("close") { closes = true }
      if option.equalsIgnoringCase("keep-alive") { asksToKeepAlive = true }
    }
  }

  /// RFC 9112 section 6.3: digits alone, once, and never beside Transfer-Encoding.
  @_lifetime(self: copy self)
  private mutating func noteContentLength(_ value: Range<Int>) throws(Stop) {
    guard head.content == .none, !hasTransferEncoding,
      let length = bytes.extracting(value).decimal
    else { throw .malformed(.badRequest) }
    head.content = .length(length)
  }

  /// RFC 9112 sections 6.1 and 7: a list of codings, nothing behind `chunked`, none in HTTP/1.0.
  ///
  /// Empty elements are refused here, as in no other list: what another reader might take for no
  /// coding at all decides where the next request starts (section 11.2).
  @_lifetime(self: copy self)
  private mutating func noteTransferEncoding(_ value: Range<Int>) throws(Stop) {
    guard head.content == .none, head.minorVersion > 0 else { throw .malformed(.badRequest) }
    hasTransferEncoding = true
    let line = bytes.extracting(0..<value.upperBound)
    var start = value.lowerBound
    repeat {
      let end = line.firstIndex(of: UInt8(ascii: ","), from: start) ?? line.count
      try noteTransferCoding(start..<end)
      start = end + 1
    } while start <= line.count
  }

  /// RFC 9112 section 7.1: `chunked` has no parameters and is applied once.
  @_lifetime(self: copy self)
  private mutating func noteTransferCoding(_ range: Range<Int>) throws(Stop) {
    let coding = bytes.extracting(range).trimmed
    let name = coding.extracting(0..<coding.end(from: 0) { $0.isTokenCharacter })
    guard !endsChunked, name.count > 0 else { throw .malformed(.badRequest) }
    guard name.equalsIgnoringCase("chunked") else {
      hasOtherCoding = true
      return
    }
    guard name.count == coding.count else { throw .malformed(.badRequest) }
    endsChunked = true
  }

  /// What only the whole head tells.
  @_lifetime(self: copy self)
  mutating func settle() throws(Stop) {
    guard head.host != nil || head.minorVersion == 0 else { throw .malformed(.badRequest) }
    if hasTransferEncoding {
      // RFC 9112 section 6.3: where content ends without `chunked`, nobody can tell.
      guard endsChunked else { throw .malformed(.badRequest) }
      guard !hasOtherCoding else { throw .malformed(.notImplemented) }
      head.content = .chunked
    }
    head.keepsAlive = !closes && (head.minorVersion > 0 || asksToKeepAlive)
    // RFC 9110 section 10.1.1: an HTTP/1.0 client's expectation is ignored.
    if head.minorVersion == 0 { head.expectsContinue = false }
  }
}
