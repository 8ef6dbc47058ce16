import HTTPCore
import Testing

@Suite("EntityTag, RFC 9110 section 8.8.3")
struct EntityTagTests {
  @Test(
    "Its text is two numbers in hexadecimal without leading zeros",
    arguments: [
      (0, 0, "\"0-0\""), (1, 0xF, "\"1-f\""), (0x10, 0xFF, "\"10-ff\""),
      (0x1234_5678_9ABC_DEF0, 0xABC, "\"123456789abcdef0-abc\""),
      (.max, .max, "\"ffffffffffffffff-ffffffffffffffff\""),
    ] as [(UInt64, UInt64, String)])
  func text(_ nanoseconds: UInt64, _ size: UInt64, _ expected: String) {
    let strong = EntityTag(nanoseconds: nanoseconds, size: size, isWeak: false)
    let weak = EntityTag(nanoseconds: nanoseconds, size: size, isWeak: true)
    #expect(text(of: strong) == expected)
    #expect(text(of: weak) == "W/" + expected)
    #expect(text(of: weak).utf8.count <= EntityTag.textBytesMax)
  }

  @Test(
    "Section 8.8.3.2: the table of strong and weak comparison",
    arguments: [
      (true, "W/\"1-2\"", false, true), (true, "W/\"1-3\"", false, false),
      (true, "\"1-2\"", false, true), (false, "W/\"1-2\"", false, true),
      (false, "\"1-2\"", true, true), (false, "\"1-3\"", false, false),
      (false, "\"2-2\"", false, false),
    ])
  func comparison(_ isWeak: Bool, _ sent: String, _ strongly: Bool, _ weakly: Bool) {
    let tag = EntityTag(nanoseconds: 1, size: 2, isWeak: isWeak)
    #expect(matchesStrongly(tag, sent) == strongly)
    #expect(matchesWeakly(tag, sent) == weakly)
  }

  @Test(
    "What differs in a byte matches nothing",
    arguments: [
      "", "\"", "\"\"", "\"-\"", "\"a-\"", "\"-b\"", "a-b", "\"a-b", "a-b\"", "\"A-b\"", "\"a-B\"",
      "\"0a-b\"", "\"a-0b\"", "\"a-b-\"", "\"a--b\"", "\"ab\"", "\"a-b\" ", " \"a-b\"", "'a-b'",
      "w/\"a-b\"", "W\"a-b\"", "W/a-b", "W/ \"a-b\"", "W/W/\"a-b\"", "\"a-b\"\"", "*", "W/",
      "\"g-b\"", "\"10000000000000000a-b\"",
    ])
  func malformed(_ sent: String) {
    let tag = EntityTag(nanoseconds: 0xA, size: 0xB, isWeak: false)
    #expect(!matchesStrongly(tag, sent))
    #expect(!matchesWeakly(tag, sent))
  }

  @Test("A tag matches its own text, and no other's")
  func roundTrip() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<500 {
      let shift = UInt64.random(in: 0..<64, using: &generator)
      let tag = EntityTag(
        nanoseconds: generator.next() >> shift, size: generator.next() >> shift, isWeak: false)
      let other = EntityTag(nanoseconds: tag.nanoseconds, size: tag.size ^ 1, isWeak: false)
      let text = text(of: tag)
      #expect(matchesStrongly(tag, text) && matchesWeakly(tag, text))
      #expect(!matchesStrongly(other, text) && !matchesWeakly(other, text))
    }
  }

  @Test("A representation's tag tells times and sizes apart, those before 1970 included")
  func ofRepresentation() {
    var texts: Set<String> = []
    for seconds in [-1, 0, 1, 784_111_777] as [Int64] {
      for nanoseconds in [0, 1, 999_999_999] as [UInt32] {
        for size in [0, 1, .max] as [UInt64] {
          let representation = Representation(
            size: size, modifiedSeconds: seconds, modifiedNanoseconds: nanoseconds, isWeak: false,
            mediaType: .unknown)
          texts.insert(text(of: representation.entityTag))
        }
      }
    }
    #expect(texts.count == 36)
  }

  @Test("The longest times a file can have make a tag and a date", arguments: [Int64.min, .max])
  func extremeTimes(_ seconds: Int64) {
    let representation = Representation(
      size: 1, modifiedSeconds: seconds, modifiedNanoseconds: 999_999_999, isWeak: true,
      mediaType: .unknown)
    #expect(text(of: representation.entityTag).hasPrefix("W/\""))
    #expect(representation.modified.seconds == seconds)
  }

  private func matchesStrongly(_ tag: EntityTag, _ text: String) -> Bool {
    tag.stronglyMatches(text.bytes.span)
  }

  private func matchesWeakly(_ tag: EntityTag, _ text: String) -> Bool {
    tag.weaklyMatches(text.bytes.span)
  }

  private func text(of tag: EntityTag) -> String {
    written { tag.append(to: &$0) }.text
  }
}
