import HTTPCore
import Testing

@Suite("Preconditions, RFC 9110 section 13")
struct PreconditionsTests {
  private static let before = "Sat, 05 Nov 1994 08:49:36 GMT"
  private static let exact = "Sat, 05 Nov 1994 08:49:37 GMT"
  private static let after = "Sat, 05 Nov 1994 08:49:38 GMT"
  private static let tag = "\"ae16aed2afa0a00-6\""

  @Test(
    "Section 13.1.1: If-Match compares strongly",
    arguments: [
      (tag, false), ("*", false), ("\"x\", \(tag)", false), ("\"a,b\",\(tag)", false),
      ("W/\(tag)", true), ("\"x\"", true), ("", true), ("* ,*", true), ("\"*\"", true),
      (String(tag.dropLast()), true),
    ])
  func ifMatch(_ value: String, _ fails: Bool) throws {
    #expect(try evaluate("If-Match: \(value)") == (fails ? .failed : Self.whole))
  }

  @Test("Section 13.1.1: a weak tag never matches strongly, but the asterisk does")
  func ifMatchOfWeak() throws {
    #expect(try evaluate("If-Match: W/\(Self.tag)", isWeak: true) == .failed)
    #expect(try evaluate("If-Match: \(Self.tag)", isWeak: true) == .failed)
    #expect(try evaluate("If-Match: *", isWeak: true) == Self.whole)
  }

  @Test(
    "Section 5.3: the lines of If-Match and If-None-Match are one list, wherever they stand",
    arguments: [
      ("\"x\"", tag, true), (tag, "\"x\"", true), ("\"x\"", "\"y\"", false), ("", tag, true),
      (tag, "", true), ("\"x\"", "", false), ("\"x", tag, true), ("\"x\",", ",\t\(tag) ,", true),
      // An asterisk is no member of a list.
      ("*", "\"x\"", false), ("\"x\"", "*", false), ("*", "*", false), ("*", "", false),
      ("*", tag, true),
    ])
  func lines(_ first: String, _ second: String, _ matches: Bool) throws {
    let between = "X: \(Self.tag)\r\nIf-Matc: \(Self.tag)\r\n"
    let ifMatch = "If-Match: \(first)\r\n\(between)IF-MATCH:\(second)\t\r\nY: \(Self.tag)"
    #expect(try evaluate(ifMatch) == (matches ? Self.whole : .failed))
    let noneMatch = "if-none-match:\(first)\r\n\(between)If-None-Match: \(second)"
    #expect(try evaluate(noneMatch) == (matches ? .notModified : Self.whole))
  }

  @Test(
    "Section 13.1.2: If-None-Match compares weakly",
    arguments: [
      (tag, true), ("W/\(tag)", true), ("*", true), ("\"x\", W/\(tag)", true),
      ("\"x\",\"y\" , \(tag)", true), ("\"x\"", false), ("", false), ("W/\"x\"", false),
    ])
  func ifNoneMatch(_ value: String, _ matches: Bool) throws {
    let expected: Preconditions.Outcome = matches ? .notModified : Self.whole
    for isWeak in [false, true] {
      #expect(try evaluate("If-None-Match: \(value)", isWeak: isWeak) == expected)
      #expect(try evaluate("If-None-Match: \(value)", method: "HEAD", isWeak: isWeak) == expected)
    }
  }

  @Test(
    "Section 13.1.3: If-Modified-Since, ignored if it is no date",
    arguments: [
      (before, false), (exact, true), (after, true), ("Saturday, 05-Nov-94 08:49:37 GMT", true),
      ("Sat Nov  5 08:49:37 1994", true), ("", false), ("0", false), ("yesterday", false),
      ("Sat, 31 Feb 1994 08:49:37 GMT", false),
    ])
  func ifModifiedSince(_ value: String, _ matches: Bool) throws {
    let expected: Preconditions.Outcome = matches ? .notModified : Self.whole
    #expect(try evaluate("If-Modified-Since: \(value)") == expected)
    #expect(try evaluate("If-Modified-Since: \(value)", method: "HEAD") == expected)
  }

  @Test(
    "Section 13.1.4: If-Unmodified-Since, ignored if it is no date",
    arguments: [(before, true), (exact, false), (after, false), ("", false), ("never", false)])
  func ifUnmodifiedSince(_ value: String, _ fails: Bool) throws {
    #expect(try evaluate("If-Unmodified-Since: \(value)") == (fails ? .failed : Self.whole))
  }

  @Test(
    "Section 13.1.5: If-Range holds for a strong tag or the exact date",
    arguments: [
      (tag, true), ("W/\(tag)", false), ("\"x\"", false), ("*", false), ("", false),
      (exact, true), (before, false), (after, false), ("Sat Nov  5 08:49:37 1994", true),
      ("\(tag), \"x\"", false), ("never", false),
    ])
  func ifRange(_ value: String, _ holds: Bool) throws {
    #expect(
      try evaluate("Range: bytes=0-0\r\nIf-Range: \(value)") == .proceed(honoursRange: holds))
  }

  @Test("Section 13.1.5: a weak tag is no condition to join parts on")
  func ifRangeOfWeak() throws {
    for value in [Self.tag, "W/" + Self.tag] {
      let outcome = try evaluate("Range: bytes=0-0\r\nIf-Range: \(value)", isWeak: true)
      #expect(outcome == .proceed(honoursRange: false))
    }
  }

  @Test("Section 8.8.2.2: a date is no strong validator of what its time stamps cannot tell apart")
  func ifRangeDateOfWeak() throws {
    let fields = "Range: bytes=0-0\r\nIf-Range: \(Self.exact)"
    #expect(try evaluate(fields, isWeak: true) == .proceed(honoursRange: false))
  }

  @Test("Section 8.8.2.2: a date is a strong validator once a second has passed")
  func ifRangeWithinTheSecond() throws {
    let fields = "Range: bytes=0-0\r\nIf-Range: \(Self.exact)"
    #expect(try evaluate(fields, secondsLater: 0) == .proceed(honoursRange: false))
    #expect(try evaluate(fields, secondsLater: 1) == .proceed(honoursRange: true))
  }

  @Test("Section 14.2: Range and If-Range mean nothing to HEAD")
  func rangeOfHead() throws {
    let fields = "Range: bytes=0-0\r\nIf-Range: \(Self.tag)"
    #expect(try evaluate("Range: bytes=0-0") == .proceed(honoursRange: true))
    #expect(try evaluate("Range: bytes=0-0", method: "HEAD") == Self.whole)
    #expect(try evaluate(fields, method: "HEAD") == Self.whole)
    #expect(try evaluate("If-Range: \(Self.tag)") == Self.whole)
  }

  @Test(
    "Section 13.2.2: the order, and what makes a later condition void",
    arguments: [
      // If-Match makes If-Unmodified-Since void, whether it holds or not.
      ("If-Match: \(tag)\r\nIf-Unmodified-Since: \(before)", whole),
      ("If-Match: \"x\"\r\nIf-Unmodified-Since: \(after)", .failed),
      // If-None-Match makes If-Modified-Since void.
      ("If-None-Match: \"x\"\r\nIf-Modified-Since: \(after)", whole),
      ("If-None-Match: \(tag)\r\nIf-Modified-Since: \(before)", .notModified),
      // What fails comes before what is not modified, in any order of the lines.
      ("If-Match: \"x\"\r\nIf-None-Match: \(tag)", .failed),
      ("If-None-Match: \(tag)\r\nIf-Match: \"x\"", .failed),
      ("If-Unmodified-Since: \(before)\r\nIf-None-Match: \(tag)", .failed),
      ("If-Match: \(tag)\r\nIf-None-Match: \(tag)", .notModified),
      ("If-Unmodified-Since: \(after)\r\nIf-Modified-Since: \(after)", .notModified),
      // All of them come before the range.
      ("Range: bytes=0-0\r\nIf-None-Match: \(tag)", .notModified),
      ("Range: bytes=0-0\r\nIf-Range: \(tag)\r\nIf-Match: \"x\"", .failed),
      ("Range: bytes=0-0\r\nIf-Match: \(tag)", .proceed(honoursRange: true)),
    ] as [(String, Preconditions.Outcome)])
  func order(_ fields: String, _ outcome: Preconditions.Outcome) throws {
    #expect(try evaluate(fields) == outcome)
  }

  @Test("A condition stated twice is as if malformed")
  func twice() throws {
    let date = "If-Modified-Since: \(Self.after)"
    #expect(try evaluate("\(date)\r\n\(date)") == Self.whole)
    let unmodified = "If-Unmodified-Since: \(Self.before)"
    #expect(try evaluate("\(unmodified)\r\n\(unmodified)") == Self.whole)
    let tagged = "Range: bytes=0-0\r\nIf-Range: \(Self.tag)"
    #expect(try evaluate("\(tagged)\r\nIf-Range: \(Self.tag)") == Self.whole)
  }

  private static let whole = Preconditions.Outcome.proceed(honoursRange: false)

  private func evaluate(
    _ fields: String, method: String = "GET", isWeak: Bool = false, secondsLater: Int64 = 86400
  ) throws -> Preconditions.Outcome {
    let bytes = "\(method) / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n".bytes
    guard case .complete(let head) = RequestParser.parse(bytes.span) else {
      Issue.record("the head was not accepted")
      return .failed
    }
    let modified: Int64 = 784_025_377
    let representation = Representation(
      size: 6, modifiedSeconds: modified, modifiedNanoseconds: 0, isWeak: isWeak,
      mediaType: .unknown)
    return Preconditions.evaluate(
      head, bytes.span, representation, now: HTTPDate(seconds: modified + secondsLater))
  }
}
