/// Reads past the content of a request, which nothing here wants (RFC 9112 sections 6 and 7).
///
/// It is strict, because where the next request starts depends on it: chunk sizes are hexadecimal
/// digits, extensions and trailers have their form, every line ends in CR LF, and all is bounded.
package struct ContentReader: Equatable, Sendable {
  /// What a stretch of input meant.
  package enum Progress: Equatable, Sendable {
    /// All of it was content; there is more to come.
    case more
    /// The content ends `count` bytes into it.
    case done(count: Int)
    case malformed(Status)
  }

  /// What the next byte is part of.
  enum State: Equatable {
    case content(UInt64)
    case size
    /// Blanks before an extension's semicolon.
    case extensionBlank
    case extensionStart
    case extensionName
    /// Blanks behind a name: an equals sign or the next semicolon follows.
    case nameBlank
    case valueStart
    case value
    case quoted
    case escaped
    case quotedEnd
    case sizeLineFeed
    case chunk(UInt64)
    case chunkReturn
    case chunkLineFeed
    case trailerStart
    case trailerName
    case trailerValue
    case trailerLineFeed
    case lastLineFeed
  }

  var state: State
  var chunkSize: UInt64 = 0
  var sizeDigits = 0
  var total: UInt64 = 0
  /// Bytes of chunk-size lines, line ends and trailers so far: small chunks must not cost more than
  /// large ones.
  private var framingBytes: UInt64 = 0
  /// Bytes of the chunk-size line, or of the trailer section, so far.
  var lineBytes = 0

  /// A reader for content framed as `content`.
  package init(_ content: RequestHead.Content) {
    state =
      switch content {
      case .none: .content(0)
      case .length(let length): .content(length)
      case .chunked: .size
      }
  }

  /// Reads on; a malformed stretch ends the connection, so nothing more may follow it.
  package mutating func read(_ bytes: Span<UInt8>) -> Progress {
    var index = 0
    while true {
      if case .content(let left) = state {
        let taken = Int(min(left, UInt64(bytes.count - index)))
        state = .content(left - UInt64(taken))
        return left == UInt64(taken) ? .done(count: index + taken) : .more
      }
      guard index < bytes.count else { return .more }
      if case .chunk(let left) = state {
        let taken = Int(min(left, UInt64(bytes.count - index)))
        index += taken
        state = left == UInt64(taken) ? .chunkReturn : .chunk(left - UInt64(taken))
        continue
      }
      if let status = step(bytes[index]) { return .malformed(status) }
      index += 1
      framingBytes += 1
      guard framingBytes <= Limits.contentBytes else { return .malformed(.contentTooLarge) }
      if case .content(0) = state { return .done(count: index) }
    }
  }
}
