/// A request target (RFC 9112 section 3.2), decoded once and normalised once.
///
/// The canonical path it leads to is what every rule sees and what is opened: relative to the
/// root, no empty, `.` or `..` segment, no percent-encoding left.
package enum RequestTarget {
  package enum Form: Equatable, Sendable {
    /// A path, as places in the target's bytes, with the query behind it (`?` left out).
    case path(Extent, query: Extent?)
    /// `*`, which OPTIONS may ask about.
    case asterisk
    case malformed
  }

  package enum Canonical: Equatable, Sendable {
    /// The path was written out; `isDirectory` if the target ended in a slash.
    case path(isDirectory: Bool)
    /// A path that can name nothing served here: above the root, hidden, or no file name.
    case nothing
    /// Not a path: a percent sign without two digits.
    case malformed
  }

  /// Tells the form of `target` and where its path and query stand.
  package static func form(of target: Span<UInt8>) -> Form {
    guard target.count > 0, target.firstIndex(of: UInt8(ascii: "#")) == nil else {
      return .malformed
    }
    if target[0] == UInt8(ascii: "/") { return path(in: target, from: 0) }
    if target.equals("*") { return .asterisk }
    guard let authority = authorityStart(of: target) else { return .malformed }
    return absolute(target, authority)
  }

  /// RFC 9112 section 3.2.2: the absolute form's authority stands for Host.
  private static func absolute(_ target: Span<UInt8>, _ start: Int) -> Form {
    var end = start
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") {
      end += 1
    }
    // RFC 9110 section 4.2.1: a host that is empty is refused.
    guard end > start, target[start] != UInt8(ascii: ":"),
      Authority.isValid(target.extracting(start..<end))
    else { return .malformed }
    return path(in: target, from: end)
  }

  private static func authorityStart(of target: Span<UInt8>) -> Int? {
    let schemes: (StaticString, StaticString) = ("http://", "https://")
    for scheme in [schemes.0, schemes.1] {
      let count = scheme.utf8CodeUnitCount
      if target.count >= count, target.extracting(0..<count).equalsIgnoringCase(scheme) {
        return count
      }
    }
    return nil
  }

  private static func path(in target: Span<UInt8>, from start: Int) -> Form {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?"), from: start) else {
      return .path(Extent(start..<target.count), query: nil)
    }
    return .path(Extent(start..<mark), query: Extent((mark + 1)..<target.count))
  }

  /// Writes the canonical form of `path` into `output`, which is empty and holds a whole target.
  ///
  /// Dot segments are resolved after decoding (`%2e` is a dot, RFC 3986 section 6.2.2.2); a slash
  /// or NUL that was encoded cannot be part of a file name, so it names nothing.
  package static func canonicalize(
    _ path: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) -> Canonical {
    if isCanonical(path) { return copy(path, into: &output) }
    var index = 0
    var segmentStart = 0
    var namesNothing = false
    while index <= path.count {
      let byte = index < path.count ? path[index] : UInt8(ascii: "/")
      index += 1
      if byte == UInt8(ascii: "/") {
        namesNothing = !endSegment(&segmentStart, &output) || namesNothing
      } else if byte == UInt8(ascii: "%") {
        guard let decoded = decode(path, at: index) else { return .malformed }
        index += 2
        namesNothing = namesNothing || decoded == 0 || decoded == UInt8(ascii: "/")
        output.append(decoded)
      } else {
        output.append(byte)
      }
    }
    if output.count > 0 { output.removeLast(1) }
    if namesNothing || output.count > Limits.pathBytes || isHidden(output.span) { return .nothing }
    return .path(isDirectory: endsAsDirectory(path))
  }

  /// Whether nothing in `path`, which starts with a slash, is to be decoded, resolved or hidden.
  private static func isCanonical(_ path: Span<UInt8>) -> Bool {
    var previous: UInt8 = 0
    var index = 0
    while index < path.count {
      let byte = path[index]
      if byte == UInt8(ascii: "%") { return false }
      if previous == UInt8(ascii: "/"), byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") {
        return false
      }
      previous = byte
      index += 1
    }
    return path.count > 0 && path[0] == UInt8(ascii: "/")
  }

  /// What most paths need: all of it but the slashes at its ends.
  private static func copy(
    _ path: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) -> Canonical {
    let isDirectory = path[path.count - 1] == UInt8(ascii: "/")
    let end = isDirectory ? max(1, path.count - 1) : path.count
    guard end - 1 <= Limits.pathBytes else { return .nothing }
    output.append(path.extracting(1..<end))
    return .path(isDirectory: isDirectory)
  }

  private static func decode(_ path: Span<UInt8>, at index: Int) -> UInt8? {
    guard index + 1 < path.count, let high = path[index].hexDigit,
      let low = path[index + 1].hexDigit
    else { return nil }
    return high << 4 | low
  }

  /// Ends the segment that starts at `start`; false if it climbs above the root.
  private static func endSegment(_ start: inout Int, _ output: inout OutputSpan<UInt8>) -> Bool {
    let dots = dotCount(output.span.extracting(start..<output.count))
    if output.count == start { return true }
    if dots == 1 {
      output.removeLast(1)
      return true
    }
    if dots == 2 {
      output.removeLast(2)
      return removeSegment(&start, &output)
    }
    output.append(UInt8(ascii: "/"))
    start = output.count
    return true
  }

  /// 1 for `.`, 2 for `..`, 0 for any other segment.
  private static func dotCount(_ segment: Span<UInt8>) -> Int {
    segment.equals(".") ? 1 : segment.equals("..") ? 2 : 0
  }

  private static func removeSegment(
    _ start: inout Int, _ output: inout OutputSpan<UInt8>
  ) -> Bool {
    guard output.count > 0 else { return false }
    output.removeLast(1)
    while output.count > 0, output.span[output.count - 1] != UInt8(ascii: "/") {
      output.removeLast(1)
    }
    start = output.count
    return true
  }

  /// Whether a segment starts with a dot; `/.well-known/` alone may (RFC 8615).
  private static func isHidden(_ path: Span<UInt8>) -> Bool {
    var start = 0
    while start < path.count {
      let end = path.firstIndex(of: UInt8(ascii: "/"), from: start) ?? path.count
      if path[start] == UInt8(ascii: "."),
        start > 0 || !path.extracting(start..<end).equals(".well-known")
      {
        return true
      }
      start = end + 1
    }
    return false
  }

  /// Whether the path says that it names a directory: its last segment is empty, `.` or `..`.
  private static func endsAsDirectory(_ path: Span<UInt8>) -> Bool {
    var dots = 0
    var index = path.count
    while index > 0 {
      if path[index - 1] == UInt8(ascii: "/") { return dots <= 2 }
      if path[index - 1] == UInt8(ascii: ".") {
        index -= 1
      } else if index >= 3, path[index - 3] == UInt8(ascii: "%"),
        decode(path, at: index - 2) == UInt8(ascii: ".")
      {
        index -= 3
      } else {
        return false
      }
      dots += 1
    }
    return dots <= 2
  }

  /// Appends `path` as the path of a URI reference: a slash, then the path percent-encoded.
  package static func append(encoded path: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
    output.append(UInt8(ascii: "/"))
    var index = 0
    while index < path.count {
      let byte = path[index]
      if isPathCharacter(byte) {
        output.append(byte)
      } else {
        output.append(UInt8(ascii: "%"))
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 15))
      }
      index += 1
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  /// Unreserved characters and the slash: what never needs encoding in a path.
  private static func isPathCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
