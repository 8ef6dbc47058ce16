/// What stands between the ranges of a `multipart/byteranges` content (RFC 9110 section 14.6).
///
/// Nothing of the content is kept: each part's head is written when its turn comes.
package struct MultipartFraming {
  /// Digits of a boundary.
  static let boundaryBytes = 16
  /// Bytes that a part's head has at the most: the longest media type and three numbers.
  package static let partHeadBytesMax = 320
  /// Bytes of the line behind the last part.
  package static let endBytes = 2 + 2 + boundaryBytes + 2 + 2

  /// A number that nobody could know when the files were written, so that none of them holds it
  /// (RFC 2046 section 5.1.1).
  let boundary: UInt64
  let representation: Representation

  package init(boundary: UInt64, _ representation: Representation) {
    self.boundary = boundary
    self.representation = representation
  }

  /// Bytes of the whole content with `ranges` as its parts.
  ///
  /// A file has less than 2^63 bytes, so the sum is a number.
  package func contentLength(_ ranges: ByteRanges) -> UInt64 {
    var framingBytes = MultipartFraming.endBytes
    for index in 0..<ranges.count {
      framingBytes += partHeadBytes(ranges[index], isFirst: index == 0)
    }
    return ranges.byteCount + UInt64(framingBytes)
  }

  private func partHeadBytes(_ range: ByteRange, isFirst: Bool) -> Int {
    let digits =
      range.first.decimalDigitCount + range.last.decimalDigitCount
      + representation.size.decimalDigitCount
    let lineEnds = isFirst ? 8 : 10
    let names = 2 + MultipartFraming.boundaryBytes + 14 + representation.mediaType.count + 21 + 2
    return lineEnds + names + digits
  }

  /// Appends the value of `Content-Type` for all of it.
  package func appendMediaType(to output: inout OutputSpan<UInt8>) {
    output.append("multipart/byteranges; boundary=")
    output.append(hexadecimal: boundary, digits: MultipartFraming.boundaryBytes)
  }

  /// Appends what stands before a part's bytes.
  ///
  /// RFC 9110 section 15.3.7.2: each part states its range, and the type of the whole.
  package func appendPartHead(
    _ range: ByteRange, isFirst: Bool, to output: inout OutputSpan<UInt8>
  ) {
    appendDelimiter(isFirst: isFirst, to: &output)
    output.append("\r\nContent-Type: ")
    representation.mediaType.append(to: &output)
    output.append("\r\nContent-Range: bytes ")
    output.append(range, of: representation.size)
    output.append("\r\n\r\n")
  }

  /// Appends what stands behind the last part's bytes.
  package func appendEnd(to output: inout OutputSpan<UInt8>) {
    appendDelimiter(isFirst: false, to: &output)
    output.append("--\r\n")
  }

  private func appendDelimiter(isFirst: Bool, to output: inout OutputSpan<UInt8>) {
    output.append(isFirst ? "--" : "\r\n--")
    output.append(hexadecimal: boundary, digits: MultipartFraming.boundaryBytes)
  }
}
