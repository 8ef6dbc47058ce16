import HTTPCore
import Testing

@Suite("RequestedRange, RFC 9110 section 14")
struct RequestedRangeTests {
  @Test(
    "Section 14.1.2: positions within the representation",
    arguments: [
      ("bytes=0-0", 0, 0), ("bytes=0-499", 0, 499), ("bytes=500-999", 500, 999),
      ("bytes=9500-", 9500, 9999), ("bytes=0-", 0, 9999), ("bytes=9999-9999", 9999, 9999),
      ("bytes=9999-10000", 9999, 9999), ("bytes=0-10000", 0, 9999),
      ("bytes=0-99999999999999999999", 0, 9999), ("bytes=0-18446744073709551615", 0, 9999),
      ("bytes=0-18446744073709551616", 0, 9999), ("bytes=000-0009", 0, 9),
    ] as [(String, UInt64, UInt64)])
  func positions(_ value: String, _ first: UInt64, _ last: UInt64) {
    #expect(range(value, of: 10_000) == .part(ByteRange(first: first, last: last)))
  }

  @Test(
    "Section 14.1.2: suffixes",
    arguments: [
      ("bytes=-500", 9500), ("bytes=-1", 9999), ("bytes=-10000", 0), ("bytes=-10001", 0),
      ("bytes=-99999999999999999999", 0),
    ] as [(String, UInt64)])
  func suffixes(_ value: String, _ first: UInt64) {
    #expect(range(value, of: 10_000) == .part(ByteRange(first: first, last: 9999)))
  }

  @Test(
    "Section 14.1.2: outside the representation",
    arguments: [
      ("bytes=-0", 10_000), ("bytes=10000-", 10_000), ("bytes=10000-10001", 10_000),
      ("bytes=99999999999999999999-", 10_000),
      ("bytes=99999999999999999999-99999999999999999999", 10_000),
      ("bytes=18446744073709551615-", .max), ("bytes=0-", 0), ("bytes=0-0", 0), ("bytes=1-", 0),
      ("bytes=-0", 0), ("bytes=10000-,10001-,-0", 10_000), ("bytes=0-0,1-1", 0),
    ] as [(String, UInt64)])
  func unsatisfiable(_ value: String, _ size: UInt64) {
    #expect(range(value, of: size) == .unsatisfiable)
  }

  @Test(
    "Section 14.2: other units and bad syntax are as if absent, wherever in the set it stands",
    arguments: [
      "", "bytes", "bytes=", "bytes=-", "bytes=,", "bytes=0", "bytes=a-b", "bytes=0-b",
      "bytes=b-1", "bytes=5-2", "bytes=+0-1", "bytes=0-+1", "bytes=0x0-0x1", "bytes=--1",
      "bytes=0--1", "bytes=0-1-2", "bytes=0 -1", "bytes=0- 1", "bytes=0-1 2", "bytes 0-1",
      "lines=0-1", "byte=0-1", "=0-1", " bytes=0-1", "bytes =0-1", "bytes=0-1;x", "bytes==0-1",
      "bytes=\"0-1\"", "0-1", "bytes=0-1,x", "bytes=x,0-1", "bytes=0-1,5-2", "bytes=0-1,-,3-4",
      "bytes=0-1,bytes=3-4", "bytes=0-1;3-4", "bytes=0-1 3-4", "bytes=99999-,2-1",
    ])
  func whole(_ value: String) {
    #expect(range(value, of: 10_000) == .whole)
  }

  @Test(
    "Section 14.1: unit names have no case", arguments: ["bytes", "Bytes", "BYTES", "bYtEs"])
  func unitCase(_ unit: String) {
    #expect(range(unit + "=1-2", of: 10) == .part(ByteRange(first: 1, last: 2)))
  }

  @Test(
    "Section 5.6.1: empty elements of the list do not count",
    arguments: ["bytes=,1-2", "bytes=1-2,", "bytes=, ,1-2 ,\t,", "bytes=1-2 "])
  func emptyElements(_ value: String) {
    #expect(range(value, of: 10) == .part(ByteRange(first: 1, last: 2)))
  }

  @Test("Section 14.1.2: a suffix of an empty representation is all of it, and no part")
  func suffixOfNothing() {
    #expect(range("bytes=-1", of: 0) == .whole)
    #expect(range("bytes=-99999999999999999999", of: 0) == .whole)
    #expect(range("bytes=0-0,-1", of: 0) == .whole)
    #expect(range("bytes=-0", of: 0) == .unsatisfiable)
  }

  @Test(
    "Section 15.3.7.2: parts stand as they were asked for, less those outside",
    arguments: [
      ("0-1,3-4", [0...1, 3...4]), ("3-4,0-1", [3...4, 0...1]), ("0-0,-1", [0...0, 9...9]),
      ("-2,0-1", [8...9, 0...1]), ("5-,0-1", [5...9, 0...1]),
      ("0-0,2-2,4-4", [0...0, 2...2, 4...4]),
      ("0-0,99-,2-2,-0", [0...0, 2...2]), ("0-1 ,\t3-4", [0...1, 3...4]),
      ("0-2,8-99", [0...2, 8...9]),
    ] as [(String, [ClosedRange<UInt64>])])
  func parts(_ specs: String, _ expected: [ClosedRange<UInt64>]) {
    #expect(list(range("bytes=" + specs, of: 10)) == expected)
  }

  @Test(
    "Section 15.3.7.2: what overlaps or borders on each other is one part, where the first stood",
    arguments: [
      ("0-1,2-3", [0...3]), ("2-3,0-1", [0...3]), ("0-2,1-3,9-9", [0...3, 9...9]),
      ("0-1,9-9,2-3", [0...3, 9...9]), ("0-0,2-2,1-1", [0...2]), ("2-2,0-0,1-1", [0...2]),
      ("9-9,0-0,2-2,1-1", [9...9, 0...2]), ("0-0,4-4,2-2,3-3,1-1", [0...4]),
      ("4-4,9-9,0-0,1-3", [0...4, 9...9]), ("0-1,0-1,5-5", [0...1, 5...5]),
      ("0-4,5-9", [0...9]), ("0-0,1-1,3-3", [0...1, 3...3]),
    ] as [(String, [ClosedRange<UInt64>])])
  func coalesced(_ specs: String, _ expected: [ClosedRange<UInt64>]) {
    #expect(list(range("bytes=" + specs, of: 10)) == expected)
  }

  @Test(
    "Section 14.2: ranges that have more bytes than the whole are answered with the whole",
    arguments: ["0-,0-", "0-,0-0", "0-5,3-8", "-9,0-1", "0-9,9-9", "0-,-1", "1-,0-1"])
  func moreThanTheWhole(_ specs: String) {
    #expect(range("bytes=" + specs, of: 10) == .whole)
  }

  @Test("Section 14.2: no more ranges are read than the limit, however many could be joined")
  func limit() {
    let specs = (0..<17).map { "\(2 * $0)-\(2 * $0)" }
    let sixteen = specs.prefix(Limits.ranges).joined(separator: ",")
    #expect(list(range("bytes=" + sixteen, of: 10_000))?.count == 16)
    #expect(range("bytes=" + specs.joined(separator: ","), of: 10_000) == .whole)
    let outside = Array(repeating: "99999-", count: 17)
    #expect(range("bytes=" + outside.joined(separator: ","), of: 10_000) == .whole)
    #expect(
      range("bytes=" + outside.dropLast().joined(separator: ","), of: 10_000) == .unsatisfiable)
    let same = Array(repeating: "0-0", count: 16)
    #expect(list(range("bytes=" + same.joined(separator: ",,"), of: 10_000)) == [0...0])
  }

  @Test("Any parts lie within the representation, whatever the text, and no two touch")
  func seeded() {
    var generator = SeededGenerator(seed: 14)
    let odd = ["", "-", "x", "5-2", "0-99999999999999999999", "-3", "-0", " ", "0-0\t", "7-"]
    var found = 0
    for _ in 0..<5000 {
      let specs = (0..<Int.random(in: 1...6, using: &generator)).map { _ -> String in
        let first = UInt64.random(in: 0..<1100, using: &generator)
        let last = first + UInt64.random(in: 0..<100, using: &generator)
        let isOdd = Int.random(in: 0..<8, using: &generator) == 0
        return isOdd ? odd[Int.random(in: 0..<odd.count, using: &generator)] : "\(first)-\(last)"
      }
      let text = ("bytes=" + specs.joined(separator: ",")).bytes
      let size = UInt64.random(in: 0..<1000, using: &generator)
      guard let ranges = list(RequestedRange(text.span, size: size)) else { continue }
      if ranges.count > 1 { found += 1 }
      for range in ranges { #expect(range.upperBound < size, "\(text.text) of \(size)") }
      let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
      for (one, next) in zip(sorted, sorted.dropFirst()) {
        #expect(one.upperBound + 1 < next.lowerBound, "\(text.text) of \(size)")
      }
    }
    #expect(found > 500)
  }

  @Test("Joining gives the same bytes as a set of them would hold")
  func joinedBytes() {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<3000 {
      var ranges = ByteRanges()
      var bytes: Set<UInt64> = []
      for _ in 0..<Int.random(in: 1...16, using: &generator) {
        let first = UInt64.random(in: 0..<60, using: &generator)
        let last = first + UInt64.random(in: 0..<5, using: &generator)
        ranges.insert(ByteRange(first: first, last: last))
        bytes.formUnion(first...last)
      }
      let found = (0..<ranges.count).flatMap { Array(ranges[$0].first...ranges[$0].last) }
      #expect(found.count == bytes.count && Set(found) == bytes)
      #expect(ranges.byteCount == UInt64(bytes.count))
    }
  }

  private func range(_ value: String, of size: UInt64) -> RequestedRange {
    RequestedRange(value.bytes.span, size: size)
  }

  /// The ranges in their order; `nil` if none are to be sent.
  private func list(_ requested: RequestedRange) -> [ClosedRange<UInt64>]? {
    switch requested {
    case .whole, .unsatisfiable: nil
    case .part(let range): [range.first...range.last]
    case .parts(let ranges): (0..<ranges.count).map { ranges[$0].first...ranges[$0].last }
    }
  }
}
