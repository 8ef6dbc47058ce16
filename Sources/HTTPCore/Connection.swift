/// One HTTP/1.x connection with no I/O in it: say what happened, then do what it returns.
///
/// Theory of operation. The owner keeps the bytes received and not yet consumed (`input`), a block
/// that responses are written into (`output`) and a scratch area for the canonical path. Each event
/// returns one `Operation`, and exactly one is outstanding at any time:
///
///     advance ──> receive ──────────────(more input)──> advance
///        │
///        ├──────> open ───> opened / openFailed
///        │                        │ the whole answer is in the output
///        │<─────── proceed <──────┤
///        │                        │ the body goes out from where it is
///        │                        └──> sendBody ─(bodySent)─> ... ──> advance, or close
///        │                                          └──> nextPart, where there are several
///        └──────> send ─(sent)─> advance, or close
///
/// So answers to pipelined requests gather in the output until input or room runs out, and leave in
/// one send. After each call the owner removes what `takeConsumed` names from its input. A request
/// head stays at the input's start until its answer is decided: fields are read in place, never
/// copied, and content that nobody wants is removed behind it as it comes.
package struct Connection: ~Copyable {
  /// What the connection wants done next.
  package enum Operation: Equatable, Sendable {
    /// Wait for more input, then `advance`.
    case receive
    /// Part of the input was consumed: `advance` again with what is left.
    case proceed
    /// Open the canonical path, then `opened` or `openFailed`.
    case open
    /// Send all output, empty it, then `advance`.
    case send
    /// Send all output if there is any, empty it, and behind it send bytes of the opened
    /// representation; then `bodySent` with any count of these.
    case sendBody(offset: UInt64, count: UInt64)
    /// Give the opened representation to `nextPart`: a further part of it is to be sent.
    case nextPart
    /// Nothing follows. `lingers` asks to close only the sending side first and to read on until
    /// the peer is done, so that it sees the answer before a reset (RFC 9112 section 9.6).
    case close(lingers: Bool)
  }

  /// Which of the time limits applies while the operation is outstanding.
  package enum Deadline: Equatable, Sendable {
    /// Between requests.
    case idle
    /// None: a file is being opened, which the client has no part in.
    case none
    /// From the first byte of a request to its last.
    case request
    /// Between two signs of progress of a response.
    case progress
  }

  enum Phase: Equatable {
    case reading
    case skippingContent(ContentReader)
    case opening
    /// The head is in the output or sent; `count` bytes from `offset` are left.
    case answering(offset: UInt64, count: UInt64)
    /// Some parts of several are in the output or sent, and there is more to come.
    case betweenParts
    /// The last answer is in the output.
    case ending(lingers: Bool)
    case closed
  }

  var phase = Phase.reading
  var head = RequestHead()
  /// Bytes of input that were parsed without finding the end of a head.
  private var parsedCount = 0
  private var consumed = 0..<0
  /// Whether the present response is the last one.
  var endsAfterResponse = false
  /// Parts of the present response whose heads were written; 0 where it has no parts.
  var partCount: UInt8 = 0
  /// What divides them.
  var boundary: UInt64 = 0
  /// Whether the canonical path ends in a slash, so that its index is what is opened.
  package private(set) var targetIsDirectory = false
  /// Which time limit the outstanding operation is under.
  package private(set) var deadline = Deadline.idle

  package init() {}

  /// The part of the input that is done with; names it once.
  package mutating func takeConsumed() -> Range<Int> {
    defer { consumed = 0..<0 }
    return consumed
  }

  // MARK: Events

  /// Goes on with `input`: after bytes came, after all output was sent, and after `proceed`.
  package mutating func advance(
    _ input: Span<UInt8>, path: inout OutputSpan<UInt8>, output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation {
    switch phase {
    case .reading: readHead(input, &path, &output, moment)
    case .skippingContent(let reader): skipContent(reader, input, &path, &output, moment)
    // Answers before this one had to leave first; the scratch area was used since.
    case .opening: decide(input, &path, &output, moment)
    case .answering(let offset, let count): .sendBody(offset: offset, count: count)
    case .betweenParts: .nextPart
    case .ending(let lingers): output.count > 0 ? send() : end(lingers || input.count > 0)
    case .closed: .close(lingers: false)
    }
  }

  /// `count` more bytes of the representation were sent.
  package mutating func bodySent(_ count: UInt64) -> Operation {
    guard case .answering(let offset, let left) = phase else { return abandon() }
    precondition(count <= left, "no more is sent than was asked for")
    guard count == left else { return sendBody(offset: offset + count, count: left - count) }
    guard partCount > 0 else { return finishAnswer() }
    phase = .betweenParts
    return .nextPart
  }

  /// A time limit passed.
  package mutating func timedOut(
    _ input: Span<UInt8>, output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    switch phase {
    // Behind an answer that does not get through, nothing more can be said.
    case _ where deadline != .request: return abandon()
    case .reading:
      head = RequestHead()
      return refuse(.requestTimeout, &output, moment)
    case .skippingContent: return refuse(.requestTimeout, &output, moment)
    default: return abandon()
    }
  }

  /// The peer is gone, or the response cannot be completed: nothing can be said any more.
  package mutating func abandon() -> Operation {
    phase = .closed
    return .close(lingers: false)
  }

  /// The server is shutting down: the request under way, or about to come in full, is the last.
  ///
  /// To be followed by `advance` if the connection is waiting for input.
  package mutating func drain() {
    endsAfterResponse = true
  }

  // MARK: Reading a request

  private mutating func readHead(
    _ input: Span<UInt8>, _ path: inout OutputSpan<UInt8>, _ output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation {
    // Room first: an answer that was decided must be written whole.
    if output.count > 0, output.freeCapacity < Limits.responseHeadBytes { return send() }
    guard Connection.isWorthParsing(input, parsedCount) else { return wait(input, output) }
    switch RequestParser.parse(input) {
    case .incomplete:
      parsedCount = input.count
      return wait(input, output)
    case .malformed(let status):
      head = RequestHead()
      return refuse(status, &output, moment)
    case .complete(let head):
      parsedCount = 0
      self.head = head
      return take(input, &path, &output, moment)
    }
  }

  /// Whether the input is new, or holds a line end that the last attempt did not see, or is full.
  ///
  /// A client that sends byte by byte costs one attempt a line, not one a byte. It is static, as
  /// to be lent the connection it would be handed a copy.
  private static func isWorthParsing(_ input: Span<UInt8>, _ parsedCount: Int) -> Bool {
    guard input.count > 0 else { return false }
    return parsedCount == 0 || input.count >= Limits.headBytes || input.count >= parsedCount + 2048
      || input.firstIndex(of: UInt8(ascii: "\n"), from: min(parsedCount, input.count)) != nil
  }

  private mutating func wait(
    _ input: Span<UInt8>, _ output: borrowing OutputSpan<UInt8>
  ) -> Operation {
    if output.count > 0 { return send() }
    if endsAfterResponse, input.count == 0 { return abandon() }
    deadline = input.count > 0 ? .request : .idle
    return .receive
  }

  /// A whole head came: settles what it alone decides, then content, then the target.
  private mutating func take(
    _ input: Span<UInt8>, _ path: inout OutputSpan<UInt8>, _ output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation {
    if !head.keepsAlive { endsAfterResponse = true }
    if head.method == .connect { return refuseTunnel(to: head.target.of(input), &output, moment) }
    if head.expectsUnknown { return refuse(.expectationFailed, &output, moment) }
    let reader = ContentReader(head.content)
    switch head.content {
    case .none, .length(0):
      return decide(input, &path, &output, moment)
    case .length(let length) where length > Limits.contentBytes:
      return refuse(.contentTooLarge, &output, moment)
    case .length, .chunked:
      guard head.expectsContinue else {
        return skipContent(reader, input, &path, &output, moment)
      }
      // RFC 9110 section 10.1.1: the client waits; what it would send is refused without reading.
      switch head.method {
      case .notAllowed: return refuse(.methodNotAllowed, &output, moment)
      case .unknown: return refuse(.notImplemented, &output, moment)
      case .get, .head, .options, .connect: break
      }
      phase = .skippingContent(reader)
      output.append("HTTP/1.1 100 Continue\r\n\r\n")
      return send()
    }
  }

  private mutating func skipContent(
    _ before: ContentReader, _ input: Span<UInt8>, _ path: inout OutputSpan<UInt8>,
    _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    var reader = before
    switch reader.read(input.extracting(head.count..<input.count)) {
    case .more:
      consumed = head.count..<input.count
      phase = .skippingContent(reader)
      if output.count > 0 { return send() }
      deadline = .request
      return .receive
    case .malformed(let status):
      return refuse(status, &output, moment)
    case .done(let count):
      consumed = head.count..<(head.count + count)
      head.content = .none
      return decide(input, &path, &output, moment)
    }
  }

  private mutating func decide(
    _ input: Span<UInt8>, _ path: inout OutputSpan<UInt8>, _ output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation {
    let target = head.target.of(input)
    if head.method == .unknown { return answer(.notImplemented, &output, moment) }
    let form = RequestTarget.form(of: target)
    // RFC 9112 section 3.2.4: the asterisk is for OPTIONS alone.
    if head.method == .options, form == .asterisk { return answer(.noContent, &output, moment) }
    guard case .path(let extent, _) = form else { return refuse(.badRequest, &output, moment) }
    path.removeAll()
    switch RequestTarget.canonicalize(extent.of(target), into: &path) {
    case .malformed: return refuse(.badRequest, &output, moment)
    // What is allowed is the same for every path, whether or not there is something.
    case _ where head.method == .options: return answer(.noContent, &output, moment)
    case _ where head.method == .notAllowed: return answer(.methodNotAllowed, &output, moment)
    case .nothing: return answer(.notFound, &output, moment)
    case .path(let isDirectory):
      targetIsDirectory = isDirectory
      phase = .opening
      deadline = .none
      return .open
    }
  }

  /// RFC 9110 section 9.3.6: there are no tunnels here, and what follows is no request.
  private mutating func refuseTunnel(
    to target: Span<UInt8>, _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    let isAuthority = Authority.namesPort(target)
    return refuse(isAuthority ? .methodNotAllowed : .badRequest, &output, moment)
  }

  // MARK: Leaving

  /// Sends what is in the output.
  mutating func send() -> Operation {
    deadline = .progress
    return .send
  }

  /// Sends `count` bytes of the body from `offset` on, behind what is in the output.
  mutating func sendBody(offset: UInt64, count: UInt64) -> Operation {
    phase = .answering(offset: offset, count: count)
    deadline = .progress
    return .sendBody(offset: offset, count: count)
  }

  /// The answer is written or sent in full: on to the next request, or to the end.
  mutating func finishAnswer() -> Operation {
    // Content behind the head was consumed on its own before.
    consumed = 0..<max(head.count, consumed.upperBound)
    head.count = 0
    partCount = 0
    guard !endsAfterResponse else {
      phase = .ending(lingers: false)
      return .proceed
    }
    phase = .reading
    return .proceed
  }

  private mutating func end(_ lingers: Bool) -> Operation {
    phase = .closed
    if lingers { deadline = .request }
    return .close(lingers: lingers)
  }
}
