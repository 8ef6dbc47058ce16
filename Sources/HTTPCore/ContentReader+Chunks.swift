/// The framing of chunks, byte by byte (RFC 9112 section 7.1).
extension ContentReader {
  /// Takes one byte of the framing; returns a status if it may not stand here.
  mutating func step(_ byte: UInt8) -> Status? {
    switch state {
    case .size: sizeByte(byte)
    case .extensionBlank, .extensionStart, .extensionName, .nameBlank, .valueStart, .value, .quoted,
      .escaped, .quotedEnd:
      extensionByte(byte)
    case .sizeLineFeed: sizeLineEnd(byte)
    case .chunkReturn: expect("\r", byte, then: .chunkLineFeed)
    case .chunkLineFeed: expect("\n", byte, then: .size)
    case .trailerStart, .trailerName, .trailerValue: trailerByte(byte)
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
    // What may follow a size is what may follow an extension's quoted value.
    state = .quotedEnd
    return extensionByte(byte)
  }

  /// Section 7.1.1: `;` and a name, with a value or without, blanks around the signs.
  private mutating func extensionByte(_ byte: UInt8) -> Status? {
    lineBytes += 1
    guard lineBytes <= Limits.chunkLineBytes, let next = state.behind(byte) else {
      return .badRequest
    }
    state = next
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

  /// Section 7.1.2: field lines, which are checked for their form and dropped.
  private mutating func trailerByte(_ byte: UInt8) -> Status? {
    lineBytes += 1
    let isReturn = byte == UInt8(ascii: "\r")
    switch state {
    case .trailerStart where isReturn:
      state = .lastLineFeed
      return nil
    case .trailerValue where isReturn:
      state = .trailerLineFeed
      return nil
    case .trailerStart where byte.isTokenCharacter: state = .trailerName
    case .trailerName where byte == UInt8(ascii: ":"): state = .trailerValue
    case .trailerName where byte.isTokenCharacter, .trailerValue where byte.isFieldByte: break
    default: return .badRequest
    }
    return lineBytes <= Limits.trailerBytes ? nil : .badRequest
  }
}

extension ContentReader.State {
  /// What follows `byte` behind a chunk's size; `nil` if it may not stand here.
  func behind(_ byte: UInt8) -> ContentReader.State? {
    switch (self, byte) {
    case (.quoted, UInt8(ascii: "\"")): .quotedEnd
    case (.quoted, UInt8(ascii: "\\")): .escaped
    case (.quoted, _), (.escaped, _): byte.isFieldByte ? .quoted : nil
    case (.extensionName, UInt8(ascii: "\r")), (.value, UInt8(ascii: "\r")),
      (.quotedEnd, UInt8(ascii: "\r")):
      .sizeLineFeed
    case (.extensionStart, _) where byte.isTokenCharacter: .extensionName
    case (.extensionName, _) where byte.isTokenCharacter: .extensionName
    case (.valueStart, _) where byte.isTokenCharacter: .value
    case (.value, _) where byte.isTokenCharacter: .value
    case (.valueStart, UInt8(ascii: "\"")): .quoted
    case (.extensionName, UInt8(ascii: "=")), (.nameBlank, UInt8(ascii: "=")): .valueStart
    case (.extensionStart, UInt8(ascii: ";")), (.valueStart, UInt8(ascii: ";")): nil
    case (_, UInt8(ascii: ";")): .extensionStart
    case (.extensionName, _) where byte.isBlank: .nameBlank
    case (.value, _) where byte.isBlank, (.quotedEnd, _) where byte.isBlank: .extensionBlank
    case (.extensionBlank, _) where byte.isBlank, (.extensionStart, _) where byte.isBlank,
      (.nameBlank, _) where byte.isBlank, (.valueStart, _) where byte.isBlank:
      self
    default: nil
    }
  }
}
