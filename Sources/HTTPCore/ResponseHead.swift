/// A response head (RFC 9112 section 4) on its way into output.
package struct ResponseHead {
  /// What the `Content-Range` field says (RFC 9110 section 14.4).
  package enum ContentRange: Equatable, Sendable {
    case none
    case part(first: UInt64, last: UInt64)
    case unsatisfied
  }

  package let status: Status
  /// Bytes of content that follow, or would follow if the method were GET; `nil` states none.
  package var contentLength: UInt64?
  package var contentRange = ContentRange.none
  package var keepsAlive: Bool
  /// Whether the client needs to be told that the connection stays, as HTTP/1.0 does.
  package var statesKeepAlive: Bool

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
    output.append("Last-Modified: ")
    output.append(lastModified.span)
    output.append("\r\nETag: ")
    representation.entityTag.append(to: &output)
    output.append("\r\n")
  }

  /// Appends the fields that describe content taken from a representation.
  package func appendDescription(
    of representation: Representation, to output: inout OutputSpan<UInt8>
  ) {
    output.append("Content-Type: ")
    output.append(representation.mediaType.name)
    output.append("\r\nAccept-Ranges: bytes\r\n")
    guard case .part(let first, let last) = contentRange else { return }
    output.append("Content-Range: bytes ")
    output.append(decimal: first)
    output.append("-")
    output.append(decimal: last)
    output.append("/")
    output.append(decimal: representation.size)
    output.append("\r\n")
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
