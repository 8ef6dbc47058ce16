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
      guard matches(ifMatch.of(input), representation.entityTag, strongly: true) else {
        return .failed
      }
    } else if let since = head.ifUnmodifiedSince,
      let date = HTTPDate(since.of(input), now: now), representation.modified > date
    {
      return .failed
    }
    if let ifNoneMatch = head.ifNoneMatch {
      if matches(ifNoneMatch.of(input), representation.entityTag, strongly: false) {
        return .notModified
      }
    } else if let since = head.ifModifiedSince,
      let date = HTTPDate(since.of(input), now: now), representation.modified <= date
    {
      return .notModified
    }
    // RFC 9110 section 14.2: Range, and so If-Range, is defined for GET alone.
    guard head.method == .get, head.range != nil else { return .proceed(honoursRange: false) }
    guard let ifRange = head.ifRange else { return .proceed(honoursRange: true) }
    return .proceed(honoursRange: holds(ifRange: ifRange.of(input), representation, now))
  }

  /// Whether a list of entity tags, or `*`, names `tag`.
  private static func matches(
    _ list: Span<UInt8>, _ tag: EntityTag, strongly: Bool
  ) -> Bool {
    if list.equals("*") { return true }
    var tags = ListElements(list)
    while let text = tags.next() {
      if strongly ? tag.stronglyMatches(text) : tag.weaklyMatches(text) { return true }
    }
    return false
  }

  /// RFC 9110 section 13.1.5: a strong tag, or the exact date where that is a strong validator.
  private static func holds(
    ifRange: Span<UInt8>, _ representation: Representation, _ now: HTTPDate
  ) -> Bool {
    if ifRange.hasPrefix("\"") || ifRange.hasPrefix("W/") {
      return representation.entityTag.stronglyMatches(ifRange)
    }
    guard let date = HTTPDate(ifRange, now: now) else { return false }
    // Section 8.8.2.2: a date tells versions apart only if a second passed since.
    return date == representation.modified && representation.modified.seconds < now.seconds
  }
}
