/// Reads past the content of a request, which nothing here wants (RFC 9112 sections 6 and 7).
///
/// It is strict where it matters for where the next request starts: chunk sizes are hexadecimal
/// digits, every line ends in CR LF, and all of it is bounded.
package struct ContentReader: Equatable, Sendable {
  /// What a stretch of input meant.
  package enum Progress: Equatable, Sendable {
    /// All of it was content; there is more to come.
    case more
    /// The content ends `count` bytes into it.
    case done(count: Int)
    case malformed(Status)
  }

  private enum State: Equatable {
    case content(UInt64)
    case size
    case sizeBlank
    case `extension`
    case sizeLineFeed
    case chunk(UInt64)
    case chunkReturn
    case chunkLineFeed
    case trailerStart
    case trailer
    case trailerLineFeed
    case lastLineFeed
  }

  private var state: State
  private var chunkSize: UInt64 = 0
  private var sizeDigits = 0
  private var total: UInt64 = 0
  /// Bytes of the chunk-size line, or of the trailer section, so far.
  private var lineBytes = 0

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
      if case .content(0) = state { return .done(count: index) }
    }
  }

  /// Takes one byte of the chunked framing; returns a status if it may not stand here.
  private mutating func step(_ byte: UInt8) -> Status? {
    switch state {
    case .size: sizeByte(byte)
    case .sizeBlank, .extension: extensionByte(byte)
    case .sizeLineFeed: sizeLineEnd(byte)
    case .chunkReturn: expect("\r", byte, then: .chunkLineFeed)
    case .chunkLineFeed: expect("\n", byte, then: .size)
    case .trailerStart, .trailer: trailerByte(byte)
    case .trailerLineFeed: expect("\n", byte, then: .trailerStart)
    case .lastLineFeed: expect("\n", byte, then: .content(0))
    case .content, .chunk: nil
    }
  }

  private mutating func expect(
    _ wanted: Unicode.Scalar, _ byte: UInt8, then next: State
  ) -> Status? {
    guard byte == UInt8(ascii: wanted) else { return .badRequest }
    state = next
    return nil
  }

  private mutating func sizeByte(_ byte: UInt8) -> Status? {
    if let digit = byte.hexDigit {
      let (shifted, overflowed) = chunkSize.multipliedReportingOverflow(by: 16)
      guard !overflowed, sizeDigits < 16 else { return .badRequest }
      chunkSize = shifted + UInt64(digit)
      sizeDigits += 1
      return nil
    }
    guard sizeDigits > 0 else { return .badRequest }
    lineBytes = 0
    state = .sizeBlank
    return extensionByte(byte)
  }

  private mutating func extensionByte(_ byte: UInt8) -> Status? {
    lineBytes += 1
    if byte == UInt8(ascii: "\r") {
      state = .sizeLineFeed
      return nil
    }
    // RFC 9112 section 7.1.1: an extension starts with a semicolon, blanks before it aside.
    if byte == UInt8(ascii: ";") { state = .extension }
    guard state == .extension || byte.isBlank, byte >= 0x20 && byte != 0x7F || byte.isBlank,
      lineBytes <= Limits.chunkLineBytes
    else { return .badRequest }
    return nil
  }

  private mutating func sizeLineEnd(_ byte: UInt8) -> Status? {
    guard byte == UInt8(ascii: "\n") else { return .badRequest }
    let (sum, overflowed) = total.addingReportingOverflow(chunkSize)
    guard !overflowed, sum <= Limits.contentBytes else { return .contentTooLarge }
    total = sum
    lineBytes = 0
    state = chunkSize == 0 ? .trailerStart : .chunk(chunkSize)
    chunkSize = 0
    sizeDigits = 0
    return nil
  }

  private mutating func trailerByte(_ byte: UInt8) -> Status? {
    lineBytes += 1
    if byte == UInt8(ascii: "\r") {
      state = state == .trailerStart ? .lastLineFeed : .trailerLineFeed
      return nil
    }
    guard byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t"),
      lineBytes <= Limits.trailerBytes
    else { return .badRequest }
    state = .trailer
    return nil
  }
}
