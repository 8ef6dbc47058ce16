/// Several ranges in one answer (RFC 9110 section 15.3.7.2), of which none is ever gathered.
///
/// What was asked for is read from the request again whenever a part was sent: the head is still at
/// the input's start, and so a connection needs no room for ranges.
extension Connection {
  /// Begins an answer with `ranges`; they follow as far as they are at hand and fit.
  mutating func answer(
    _ ranges: ByteRanges, of representation: Representation, _ body: Span<UInt8>?,
    _ output: inout OutputSpan<UInt8>, _ moment: Moment
  ) -> Operation {
    boundary = moment.boundary
    let framing = MultipartFraming(boundary: boundary, representation)
    let start = responseHead(.partialContent, contentLength: framing.contentLength(ranges))
    start.appendStart(moment, to: &output)
    // No Content-Range: that is for the parts to state.
    start.appendDescription(of: framing, to: &output)
    if head.ifRange == nil {
      start.appendAcceptRanges(to: &output)
      start.appendValidators(of: representation, moment, to: &output)
    } else {
      start.appendEntityTag(of: representation, to: &output)
    }
    start.appendEnd(to: &output)
    return appendParts(ranges, framing, body, &output)
  }

  /// Goes on behind a part that was sent, with what `opened` was given.
  package mutating func nextPart(
    _ representation: Representation, _ prepared: PreparedAnswer?, _ input: Span<UInt8>,
    output: inout OutputSpan<UInt8>
  ) -> Operation {
    guard case .betweenParts = phase, let asked = head.range,
      case .parts(let ranges) = RequestedRange(asked.of(input), size: representation.size)
    else { return abandon() }
    let framing = MultipartFraming(boundary: boundary, representation)
    return appendParts(ranges, framing, prepared?.body, &output)
  }

  /// Appends parts until one is to be sent from where it is, room runs out, or all are there.
  private mutating func appendParts(
    _ ranges: ByteRanges, _ framing: MultipartFraming, _ body: Span<UInt8>?,
    _ output: inout OutputSpan<UInt8>
  ) -> Operation {
    phase = .betweenParts
    while Int(partCount) < ranges.count {
      guard output.freeCapacity >= MultipartFraming.partHeadBytesMax else { return send() }
      let range = ranges[Int(partCount)]
      framing.appendPartHead(range, isFirst: partCount == 0, to: &output)
      partCount += 1
      guard let body, range.count <= UInt64(output.freeCapacity) else {
        return sendBody(offset: range.first, count: range.count)
      }
      output.append(body.extracting(Int(range.first)..<(Int(range.last) + 1)))
    }
    guard output.freeCapacity >= MultipartFraming.endBytes else { return send() }
    framing.appendEnd(to: &output)
    return finishAnswer()
  }
}
