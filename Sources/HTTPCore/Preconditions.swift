/// The conditions a request may state, in the order of RFC 9110 section 13.2.2.
package enum Preconditions {
  package enum Outcome: Equatable, Sendable {
    /// Answer with all of it or, if a range was asked for, with the part.
    case proceed(honoursRange: Bool)
    case notModified
    case failed
  }

  /// Evaluates `head`, whose bytes are `input`, for `representation` at the time `now`.
  package static func evaluate(
    _ head: RequestHead, _ input: Span<UInt8>, _ representation: Representation,
    now: HTTPDate
  ) -> Outcome {
    if let ifMatch = head.ifMatch {
      let lines = FieldLines(ifMatch.of(input), named: "if-match")
      guard matches(lines, representation.entityTag, strongly: true) else { return .failed }
    } else if let since = head.ifUnmodifiedSince,
      let date = HTTPDate(since.of(input), now: now), representation.isDated,
      representation.modified > date
    {
      return .failed
    }
    if let ifNoneMatch = head.ifNoneMatch {
      let lines = FieldLines(ifNoneMatch.of(input), named: "if-none-match")
      if matches(lines, representation.entityTag, strongly: false) { return .notModified }
    } else if let since = head.ifModifiedSince,
      let date = HTTPDate(since.of(input), now: now), representation.isDated,
      representation.modified <= date
    {
      return .notModified
    }
    // RFC 9110 section 14.2: Range, and so If-Range, is defined for GET alone.
    guard head.method == .get, head.range != nil else { return .proceed(honoursRange: false) }
    guard let ifRange = head.ifRange else { return .proceed(honoursRange: true) }
    return .proceed(honoursRange: holds(ifRange: ifRange.of(input), representation, now))
  }

  /// Whether a list of entity tags names `tag`; an asterisk names any, but only by itself.
  private static func matches(
    _ field: FieldLines, _ tag: EntityTag, strongly: Bool
  ) -> Bool {
    var lines = field
    var lineCount = 0
    var hasAsterisk = false
    while let line = lines.next() {
      lineCount += 1
      if line.equals("*") { hasAsterisk = true }
      var tags = ListElements(line)
      while let text = tags.next() {
        if strongly ? tag.stronglyMatches(text) : tag.weaklyMatches(text) { return true }
      }
    }
    return hasAsterisk && lineCount == 1
  }

  /// RFC 9110 section 13.1.5: a strong tag, or the exact date where that is a strong validator.
  private static func holds(
    ifRange: Span<UInt8>, _ representation: Representation, _ now: HTTPDate
  ) -> Bool {
    if ifRange.hasPrefix("\"") || ifRange.hasPrefix("W/") {
      return representation.entityTag.stronglyMatches(ifRange)
    }
    guard let date = HTTPDate(ifRange, now: now), representation.isDated else { return false }
    // Section 8.8.2.2: a date tells versions apart only if a second passed since, and if the file's
    // time stamps can, which is what makes its tag strong.
    return date == representation.modified && date.seconds < now.seconds
      && !representation.entityTag.isWeak
  }
}
