import Glibc

/// What libFuzzer calls; the sources of HTTPCore are compiled into the same module by `run`.
///
/// A trap, a sanitizer's report and a broken promise (`precondition`) are all failures.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// What is fuzzed, by the name in the environment variable `FUZZ_TARGET`.
enum FuzzTarget: String, CaseIterable {
  case connection
  case request
  case target
  case range
  case date
  case chunked
  case encoding
  case digest

  static let chosen: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name))
    else { fatalError("FUZZ_TARGET is one of \(allCases.map(\.rawValue))") }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .connection: FuzzedConnection.run(bytes)
    case .request: Self.parse(bytes)
    case .target: Self.canonicalize(bytes)
    case .range: Self.range(bytes)
    case .date: Self.date(bytes)
    case .chunked: Self.chunked(bytes)
    case .encoding: Self.encoding(bytes)
    case .digest: _ = ContentDigest.isWanted(bytes.span)
    }
  }

  /// A head that is whole is whole to the byte, whatever follows it, and its fields can be used.
  private static func parse(_ bytes: [UInt8]) {
    guard case .complete(let head) = RequestParser.parse(bytes.span) else { return }
    precondition(head.count <= bytes.count && head.target.count > 0)
    let whole = Array(bytes[..<head.count])
    precondition(RequestParser.parse(whole.span) == .complete(head))
    precondition(RequestParser.parse((whole + [0, 13, 10]).span) == .complete(head))
    let less = Array(whole.dropLast())
    if case .complete = RequestParser.parse(less.span) { preconditionFailure("read too little") }
    for isWeak in [false, true] {
      let representation = Representation(
        size: 6, modifiedSeconds: 784_025_377, modifiedNanoseconds: 0, isWeak: isWeak,
        mediaType: .unknown)
      _ = Preconditions.evaluate(
        head, bytes.span, representation, now: HTTPDate(seconds: 1_700_000_000))
    }
  }

  /// A canonical path has no empty or dot segment and no NUL, and stays itself.
  private static func canonicalize(_ bytes: [UInt8]) {
    // What a head's parser lets through.
    guard bytes.count <= Limits.targetBytes, bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
      case .path(let extent, _) = RequestTarget.form(of: bytes.span)
    else { return }
    let range = Int(extent.offset)..<(Int(extent.offset) + Int(extent.count))
    let path = Array(bytes[range])
    _ = MediaType(path: path.span).description
    guard let found = canonical(path) else { return }
    let segments = found.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for segment in segments where found.count > 0 {
      precondition(!segment.isEmpty && segment != [46] && segment != [46, 46])
    }
    precondition(!found.contains(0) && found.count <= Limits.pathBytes)
    let encoded = [UInt8](capacity: 3 * found.count + 1) {
      RequestTarget.append(encoded: found.span, to: &$0)
    }
    precondition(canonical(encoded) == found)
  }

  private static func canonical(_ path: [UInt8]) -> [UInt8]? {
    var outcome = RequestTarget.Canonical.nothing
    let output = [UInt8](capacity: max(path.count, 1)) {
      outcome = RequestTarget.canonicalize(path.span, into: &$0)
    }
    if case .path = outcome { return output }
    return nil
  }

  /// Ranges lie within the file, do not touch, and have no more bytes than it.
  private static func range(_ bytes: [UInt8]) {
    let size = bytes.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) } >> 1
    let value = Array(bytes.dropFirst(8))
    switch RequestedRange(value.span, size: size) {
    case .whole, .unsatisfiable: break
    case .part(let range): precondition(range.first <= range.last && range.last < size)
    case .parts(let ranges):
      precondition(ranges.count > 1 && ranges.byteCount <= size)
      let sorted = (0..<ranges.count).map { ranges[$0] }.sorted { $0.first < $1.first }
      for (one, next) in zip(sorted, sorted.dropFirst()) {
        precondition(one.first <= one.last && one.last + 1 < next.first && next.last < size)
      }
    }
  }

  /// What was read is written as the same time, unless a leap second ends the last year there is.
  private static func date(_ bytes: [UInt8]) {
    let now = HTTPDate(seconds: 1_700_000_000)
    guard let date = HTTPDate(bytes.span, now: now), date.seconds <= 253_402_300_799 else { return }
    precondition(HTTPDate(date.text.span, now: now) == date)
  }

  /// What is chosen is there and acceptable, and nothing there is wanted more.
  private static func encoding(_ bytes: [UInt8]) {
    var accepted = AcceptEncoding()
    for line in bytes.split(separator: 10) { accepted.add(Array(line).span) }
    let all = ContentCoding.allCases
    for present in 0..<(1 << all.count) {
      var sizes = CodingSizes()
      for (place, coding) in all.enumerated() where present >> place & 1 == 1 {
        sizes[coding] = UInt64(10 - place)
      }
      let weights = all.filter { sizes[$0] != nil }.map { accepted.weight(of: $0) }
      let best = accepted.best(of: sizes)
      precondition(best.map { sizes[$0] != nil } ?? true)
      precondition((best.map { accepted.weight(of: $0) } ?? 0) == (weights.max() ?? 0))
    }
    precondition(accepted.acceptsCoding || accepted.worthMaking == nil)
  }

  /// Where content ends does not depend on the pieces in which it comes.
  private static func chunked(_ bytes: [UInt8]) {
    let whole = read(bytes, by: max(bytes.count, 1))
    precondition(read(bytes, by: 1) == whole)
    precondition(read(bytes, by: 7) == whole)
  }

  private static func read(_ bytes: [UInt8], by size: Int) -> ContentReader.Progress {
    var reader = ContentReader(.chunked)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = Array(bytes[start..<min(start + size, bytes.count)])
      switch reader.read(piece.span) {
      case .more: continue
      case .done(let count): return .done(count: start + count)
      case .malformed(let status): return .malformed(status)
      }
    }
    return .more
  }
}
