/// What is answered: the one place where a request and a file, or its absence, become a response.
extension Connection {
  /// The target is a regular file with these facts.
  ///
  /// `prepared` holds its content if it is at hand in memory; if it fits it goes out with the head.
  /// Otherwise the bytes are asked for by `sendBody`.
  package mutating func opened(
    _ representation: Representation, _ prepared: PreparedAnswer?,
    _ input: Span<UInt8>, output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    if let prepared, let operation = opened(plain: prepared, input, output: &output, moment) {
      return operation
    }
    let body = prepared?.body
    switch Preconditions.evaluate(head, input, representation, now: moment.date) {
    case .failed: return answer(.preconditionFailed, &output, moment)
    case .notModified: return answerNotModified(representation, &output, moment)
    case .proceed(honoursRange: false): return answerWhole(representation, body, &output, moment)
    case .proceed(honoursRange: true): break
    }
    guard let asked = head.range else { return answerWhole(representation, body, &output, moment) }
    switch RequestedRange(asked.of(input), size: representation.size) {
    case .whole: return answerWhole(representation, body, &output, moment)
    case .unsatisfiable: return answerUnsatisfiable(size: representation.size, &output, moment)
    case .part(let range): return answer(range, of: representation, body, &output, moment)
    // Whether a coding is of the parts or of what holds them, clients do not agree: section 14.2
    // lets a server leave the field alone.
    case .parts where representation.coding != .identity:
      return answerWhole(representation, body, &output, moment)
    case .parts(let ranges):
      return answer(ranges, of: representation, body, &output, moment)
    }
  }

  /// The same of a file whose plain answer is at hand; `nil` if the request asks for another.
  package mutating func opened(
    plain prepared: PreparedAnswer, _ input: Span<UInt8>, output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation? {
    // RFC 9110 section 8.8.2.1: a later time than Date is not stated.
    guard head.isPlainGet, !endsAfterResponse, prepared.modified <= moment.date else {
      return nil
    }
    return answer(prepared, isLast: input.count == head.count, &output, moment)
  }

  /// Copies what was prepared behind the lines that change.
  ///
  /// A body that costs more to copy than to name is sent from where it is, unless answers to
  /// further requests can leave with it.
  private mutating func answer(
    _ prepared: PreparedAnswer, isLast: Bool, _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    let isCopied =
      !isLast || output.count > 0 || prepared.bytes.count <= PreparedAnswer.copiedBytesMax
    output.append(Status.ok.line)
    output.append("Date: ")
    output.append(moment.text.span)
    guard !isCopied || prepared.bytes.count > output.freeCapacity else {
      output.append(prepared.bytes)
      return finishAnswer()
    }
    output.append(prepared.fields)
    return sendBody(offset: 0, count: UInt64(prepared.body.count))
  }

  private mutating func answerWhole(
    _ representation: Representation, _ body: Span<UInt8>?, _ output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation {
    let count = representation.size
    var start = responseHead(.ok, contentLength: count)
    start.statesDigest = head.wantsDigest
    start.appendStart(moment, to: &output)
    start.appendDescription(of: representation, to: &output)
    start.appendValidators(of: representation, moment, to: &output)
    start.appendEnd(to: &output)
    if head.method == .head { return finishAnswer() }
    return append(body, offset: 0, count: count, &output)
  }

  /// RFC 9110 section 15.3.7.1: one part, which the head says the place of.
  private mutating func answer(
    _ range: ByteRange, of representation: Representation, _ body: Span<UInt8>?,
    _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    var start = responseHead(.partialContent, contentLength: range.count)
    start.statesDigest = head.wantsDigest
    start.appendStart(moment, to: &output)
    start.append(range, of: representation.size, to: &output)
    // Section 15.3.7: who asked with If-Range has the other fields already.
    if head.ifRange == nil {
      start.appendDescription(of: representation, to: &output)
      start.appendValidators(of: representation, moment, to: &output)
    } else {
      start.appendEntityTag(of: representation, to: &output)
    }
    start.appendEnd(to: &output)
    return append(body, offset: range.first, count: range.count, &output)
  }

  /// RFC 9110 section 15.4.5: what a stored response is found by, and nothing that describes it.
  private mutating func answerNotModified(
    _ representation: Representation, _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    let start = responseHead(.notModified, contentLength: nil)
    start.appendStart(moment, to: &output)
    start.appendEntityTag(of: representation, to: &output)
    start.appendEnd(to: &output)
    return finishAnswer()
  }

  /// Lets the body follow its head at once if it is at hand and fits; else it is sent from where it
  /// is.
  private mutating func append(
    _ body: Span<UInt8>?, offset: UInt64, count: UInt64, _ output: inout OutputSpan<UInt8>
  ) -> Operation {
    if count == 0 { return finishAnswer() }
    if let body, count <= UInt64(output.freeCapacity) {
      output.append(body.extracting(Int(offset)..<Int(offset + count)))
      return finishAnswer()
    }
    return sendBody(offset: offset, count: count)
  }

  /// The target cannot be opened as a file; `path` is scratch.
  package mutating func openFailed(
    _ failure: OpenFailure, _ input: Span<UInt8>, path: inout OutputSpan<UInt8>,
    output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    switch failure {
    case .nothing: answer(.notFound, &output, moment)
    case .exhausted: answer(.serviceUnavailable, &output, moment)
    case .failed: answer(.internalServerError, &output, moment)
    case .directory: redirect(input, &path, &output, moment)
    }
  }

  /// Sends a client to the same directory with a slash, its query kept.
  ///
  /// The location is built from the canonical path, so it cannot name another host.
  private mutating func redirect(
    _ input: Span<UInt8>, _ path: inout OutputSpan<UInt8>, _ output: inout OutputSpan<UInt8>,
    _ moment: Moment
  ) -> Operation {
    let target = head.target.of(input)
    guard case .path(let extent, let query) = RequestTarget.form(of: target) else {
      return refuse(.badRequest, &output, moment)
    }
    path.removeAll()
    // It was canonical once already; only its bytes are wanted.
    _ = RequestTarget.canonicalize(extent.of(target), into: &path)
    let longest = 3 * path.count + Int(query?.count ?? 0) + Limits.responseHeadBytes
    guard longest <= output.freeCapacity else {
      return output.count > 0 ? send() : answer(.targetTooLong, &output, moment)
    }
    let text = Status.movedPermanently.explanation
    let start = responseHead(
      .movedPermanently, contentLength: UInt64(text.utf8CodeUnitCount))
    start.appendStart(moment, to: &output)
    output.append("Location: ")
    RequestTarget.append(encoded: path.span, to: &output)
    output.append("/")
    if let query {
      output.append("?")
      output.append(query.of(target))
    }
    output.append("\r\n")
    start.appendTextDescription(to: &output)
    start.appendEnd(to: &output)
    if head.method != .head { output.append(text) }
    return finishAnswer()
  }

  private mutating func answerUnsatisfiable(
    size: UInt64, _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    let text = Status.rangeNotSatisfiable.explanation
    let start = responseHead(
      .rangeNotSatisfiable, contentLength: UInt64(text.utf8CodeUnitCount))
    start.appendStart(moment, to: &output)
    start.appendUnsatisfied(size: size, to: &output)
    start.appendTextDescription(to: &output)
    start.appendEnd(to: &output)
    output.append(text)
    return finishAnswer()
  }

  /// Answers with a status and its line of explanation; the connection goes on.
  mutating func answer(
    _ status: Status, _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    let text = status.explanation
    let hasContent = status != .noContent
    let start = responseHead(
      status, contentLength: hasContent ? UInt64(text.utf8CodeUnitCount) : nil)
    start.appendStart(moment, to: &output)
    // RFC 9110 section 15.5.6 asks for Allow with 405; OPTIONS is answered with it too.
    if status == .methodNotAllowed || status == .noContent {
      output.append("Allow: GET, HEAD, OPTIONS\r\n")
    }
    if hasContent { start.appendTextDescription(to: &output) }
    start.appendEnd(to: &output)
    if head.method != .head { output.append(text) }
    return finishAnswer()
  }

  /// Answers, and ends the connection: what follows in the input cannot be trusted or is unread.
  mutating func refuse(
    _ status: Status, _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    endsAfterResponse = true
    _ = answer(status, &output, moment)
    phase = .ending(lingers: true)
    return send()
  }

  func responseHead(_ status: Status, contentLength: UInt64?) -> ResponseHead {
    ResponseHead(
      status, contentLength: contentLength, keepsAlive: !endsAfterResponse,
      statesKeepAlive: head.minorVersion == 0)
  }
}
