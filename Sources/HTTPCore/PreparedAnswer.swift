/// A body at hand, and in front of it what follows the date in the plain answer that carries it.
///
/// Most requests are a GET without conditions on a connection that stays. All of their answer but
/// its first two lines is the same every time, so it is written once and copied in one move.
package struct PreparedAnswer: ~Escapable {
  /// Bytes that the fields take at the most: the longest media type, two numbers, a date, a tag and
  /// what a coding adds.
  package static let fieldBytesMax = 448

  /// Bytes that are copied behind their head rather than sent from where they are.
  static let copiedBytesMax = 2 * 1024

  /// The fields' bytes, then the body's.
  let bytes: Span<UInt8>
  let fieldCount: Int
  /// When the body was last modified, which the fields state.
  let modified: HTTPDate

  /// An answer whose first `fieldCount` bytes were written by `appendFields`.
  @_lifetime(copy bytes)
  package init(_ bytes: Span<UInt8>, fieldCount: Int, modified: HTTPDate) {
    self.bytes = bytes
    self.fieldCount = fieldCount
    self.modified = modified
  }

  var fields: Span<UInt8> {
    @_lifetime(copy self) get { bytes.extracting(0..<fieldCount) }
  }

  var body: Span<UInt8> {
    @_lifetime(copy self) get { bytes.extracting(fieldCount..<bytes.count) }
  }

  /// Appends what stands between the date and the body of a plain answer with `representation`.
  package static func appendFields(
    of representation: Representation, to output: inout OutputSpan<UInt8>
  ) {
    let head = ResponseHead(
      .ok, contentLength: representation.size, keepsAlive: true, statesKeepAlive: false)
    head.appendConnection(to: &output)
    head.appendDescription(of: representation, to: &output)
    head.appendValidators(
      of: representation, lastModified: representation.modifiedText, to: &output)
    head.appendEnd(to: &output)
  }
}
