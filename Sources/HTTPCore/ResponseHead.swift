/// A response head (RFC 9112 section 4) on its way into output.
package struct ResponseHead {
  package let status: Status
  /// Bytes of content that follow, or would follow if the method were GET; `nil` states none.
  package var contentLength: UInt64?
  package var keepsAlive: Bool
  /// Whether the client needs to be told that the connection stays, as HTTP/1.0 does.
  package var statesKeepAlive: Bool
  /// Whether the client wants to know the digest of the representation.
  package var statesDigest = false

  package init(_ status: Status, contentLength: UInt64?, keepsAlive: Bool, statesKeepAlive: Bool) {
    self.status = status
    self.contentLength = contentLength
    self.keepsAlive = keepsAlive
    self.statesKeepAlive = statesKeepAlive
  }

  /// Appends status line and the fields every response has; `appendEnd` must follow.
  package func appendStart(_ moment: Moment, to output: inout OutputSpan<UInt8>) {
    output.append(status.line)
    output.append("Date: ")
    output.append(moment.text.span)
    appendConnection(to: &output)
  }

  /// Appends what stands behind the date: whether the connection stays, and the content's length.
  func appendConnection(to output: inout OutputSpan<UInt8>) {
    if !keepsAlive {
      output.append("\r\nConnection: close\r\n")
    } else if statesKeepAlive {
      output.append("\r\nConnection: keep-alive\r\n")
    } else {
      output.append("\r\n")
    }
    guard let contentLength else { return }
    output.append("Content-Length: ")
    output.append(decimal: contentLength)
    output.append("\r\n")
  }

  /// Appends the fields that tell versions of a representation apart (RFC 9110 section 8.8).
  package func appendValidators(
    of representation: Representation, _ moment: Moment, to output: inout OutputSpan<UInt8>
  ) {
    // RFC 9110 section 8.8.2.1: never later than Date.
    let isFuture = representation.modified > moment.date
    appendValidators(
      of: representation, lastModified: isFuture ? moment.text : representation.modifiedText,
      to: &output)
  }

  func appendValidators(
    of representation: Representation, lastModified: HTTPDate.Text,
    to output: inout OutputSpan<UInt8>
  ) {
    if representation.isDated {
      output.append("Last-Modified: ")
      output.append(lastModified.span)
      output.append("\r\n")
    }
    appendEntityTag(of: representation, to: &output)
  }

  /// Appends the one validator that a client with a stored response needs, and by which fields of
  /// the request another response would have been chosen (RFC 9110 section 12.5.5).
  package func appendEntityTag(
    of representation: Representation, to output: inout OutputSpan<UInt8>
  ) {
    if representation.entityTag.isKnown {
      output.append("ETag: ")
      representation.entityTag.append(to: &output)
      output.append("\r\n")
    }
    if representation.varies { output.append("Vary: Accept-Encoding\r\n") }
  }

  /// Appends the fields that describe content taken from a representation.
  package func appendDescription(
    of representation: Representation, to output: inout OutputSpan<UInt8>
  ) {
    output.append("Content-Type: ")
    representation.mediaType.append(to: &output)
    appendContentTypeOptions(to: &output)
    appendAcceptRanges(to: &output)
    appendCoding(of: representation, to: &output)
  }

  /// Appends the fields that describe content of several parts.
  package func appendDescription(
    of framing: MultipartFraming, to output: inout OutputSpan<UInt8>
  ) {
    output.append("Content-Type: ")
    framing.appendMediaType(to: &output)
    appendContentTypeOptions(to: &output)
  }

  /// Appends the fields that describe a status' line of explanation.
  package func appendTextDescription(to output: inout OutputSpan<UInt8>) {
    output.append("Content-Type: text/plain; charset=utf-8")
    appendContentTypeOptions(to: &output)
  }

  /// Ends the line of the content's type, which is what it says and not what it looks like (Fetch
  /// standard, section 3.6).
  private func appendContentTypeOptions(to output: inout OutputSpan<UInt8>) {
    output.append("\r\nX-Content-Type-Options: nosniff\r\n")
  }

  /// Appends that ranges can be asked for (RFC 9110 section 14.3).
  package func appendAcceptRanges(to output: inout OutputSpan<UInt8>) {
    output.append("Accept-Ranges: bytes\r\n")
  }

  /// Appends `Content-Range` for a part of `size` bytes (RFC 9110 section 14.4).
  package func append(
    _ range: ByteRange, of size: UInt64, to output: inout OutputSpan<UInt8>
  ) {
    output.append("Content-Range: bytes ")
    output.append(range, of: size)
    output.append("\r\n")
  }

  /// Appends the coding that the content is in (RFC 9110 section 8.4), and the digest of all of it
  /// where that was asked for and is known (RFC 9530 section 3).
  private func appendCoding(
    of representation: Representation, to output: inout OutputSpan<UInt8>
  ) {
    if representation.coding != .identity {
      output.append("Content-Encoding: ")
      output.append(representation.coding.name)
      output.append("\r\n")
    }
    if statesDigest, let digest = representation.digest {
      output.append("Repr-Digest: ")
      digest.append(to: &output)
      output.append("\r\n")
    }
  }

  /// Appends `Content-Range` for a range that lies outside `size` bytes.
  package func appendUnsatisfied(size: UInt64, to output: inout OutputSpan<UInt8>) {
    output.append("Content-Range: bytes */")
    output.append(decimal: size)
    output.append("\r\n")
  }

  /// Appends the empty line behind the fields.
  package func appendEnd(to output: inout OutputSpan<UInt8>) {
    output.append("\r\n")
  }
}
