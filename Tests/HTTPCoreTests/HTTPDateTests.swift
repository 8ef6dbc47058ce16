import Glibc
import HTTPCore
import Testing

@Suite("HTTPDate, RFC 9110 section 5.6.7")
struct HTTPDateTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT, the date of the RFC's examples.
  private static let example: Int64 = 784_111_777

  @Test(
    "The three formats",
    arguments: [
      "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994", "Sun Nov 06 08:49:37 1994",
    ])
  func formats(_ text: String) {
    #expect(seconds(text) == HTTPDateTests.example)
  }

  @Test(
    "Dates that are easy to get wrong",
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
      ("Mon, 01 Jan 1900 00:00:00 GMT", -2_208_988_800),
      ("Wed, 28 Feb 1900 23:59:59 GMT", -2_203_891_201),
      ("Thu, 01 Mar 1900 00:00:00 GMT", -2_203_891_200),
      ("Mon, 28 Feb 2000 23:59:59 GMT", 951_782_399),
      ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
      ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
      ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
      ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
      ("Sun, 28 Feb 2100 23:59:59 GMT", 4_107_542_399),
      ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
      ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
      ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
      ("Mon, 01 Jan 0001 00:00:00 GMT", -62_135_596_800),
    ] as [(String, Int64)])
  func known(_ text: String, _ expected: Int64) {
    #expect(seconds(text) == expected)
    #expect(self.text(expected) == text)
  }

  @Test("A leap second is the second after it")
  func leapSecond() {
    #expect(seconds("Sat, 31 Dec 2016 23:59:60 GMT") == seconds("Sun, 01 Jan 2017 00:00:00 GMT"))
  }

  @Test("Years that four digits cannot state are clamped")
  func clamped() {
    #expect(text(253_402_300_800) == "Fri, 31 Dec 9999 23:59:59 GMT")
    #expect(text(.max) == "Fri, 31 Dec 9999 23:59:59 GMT")
    #expect(text(-62_167_219_201) == "Sat, 01 Jan 0000 00:00:00 GMT")
    #expect(text(.min) == "Sat, 01 Jan 0000 00:00:00 GMT")
  }

  @Test(
    "Days that do not exist",
    arguments: [
      "Thu, 29 Feb 1900 00:00:00 GMT", "Mon, 29 Feb 2100 00:00:00 GMT",
      "Wed, 29 Feb 2023 00:00:00 GMT", "Fri, 30 Feb 2024 00:00:00 GMT",
      "Mon, 31 Apr 2024 00:00:00 GMT", "Mon, 32 Jan 2024 00:00:00 GMT",
      "Mon, 00 Jan 2024 00:00:00 GMT", "Mon, 99 Dec 9999 00:00:00 GMT",
      "Wednesday, 29-Feb-23 00:00:00 GMT", "Wed Feb 29 00:00:00 2023", "Wed Feb  0 00:00:00 2023",
    ])
  func missingDays(_ text: String) {
    #expect(seconds(text) == nil)
  }

  @Test(
    "What has no such format",
    arguments: [
      "", " ", ",", "0", "784111777", "Sun", "Sun,", "Sun, ", "Sun, 06 Nov 1994 08:49:37",
      "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 gmt",
      "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT",
      "Sun,06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
      "Sun,  6 Nov 1994 08:49:37 GMT", "sun, 06 Nov 1994 08:49:37 GMT",
      "Xyz, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 06 Nvm 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
      "Sun, 06 Nov +994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1994 23:60:00 GMT", "Sun, 06 Nov 1994 23:59:61 GMT",
      "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08.49.37 GMT",
      "Sun, 06-Nov-1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:-1 GMT",
      "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06 Nov 94 08:49:37 GMT",
      "Sunday, 6-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 UTC",
      "Sunday,06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37", "Sunday,", "Wednesday, ",
      "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 94", "Sun Nov  6 08:49:37 1994 GMT",
      "Sun  Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37  994", "Sun 06 Nov 08:49:37 1994",
      "Sun Nov xx 08:49:37 1994", "1994-11-06T08:49:37Z",
    ])
  func malformed(_ text: String) {
    #expect(seconds(text) == nil)
  }

  @Test(
    "A year of two digits is of this century, unless that is over 50 years ahead",
    arguments: [
      ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"),
      ("Sunday, 01-Jan-00 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT"),
      ("Sunday, 31-Dec-26 23:59:59 GMT", "Thu, 31 Dec 2026 23:59:59 GMT"),
      ("Sunday, 01-Jan-76 00:00:00 GMT", "Wed, 01 Jan 2076 00:00:00 GMT"),
      // To the second, not by the year alone.
      ("Monday, 15-Jun-76 12:00:00 GMT", "Mon, 15 Jun 2076 12:00:00 GMT"),
      ("Tuesday, 15-Jun-76 12:00:01 GMT", "Tue, 15 Jun 1976 12:00:01 GMT"),
      ("Friday, 31-Dec-76 23:59:59 GMT", "Fri, 31 Dec 1976 23:59:59 GMT"),
      ("Sunday, 01-Jan-77 00:00:00 GMT", "Sat, 01 Jan 1977 00:00:00 GMT"),
      ("Sunday, 31-Dec-99 23:59:59 GMT", "Fri, 31 Dec 1999 23:59:59 GMT"),
      ("Tuesday, 29-Feb-00 00:00:00 GMT", "Tue, 29 Feb 2000 00:00:00 GMT"),
    ])
  func century(_ short: String, _ long: String) throws {
    let now = try #require(seconds("Mon, 15 Jun 2026 12:00:00 GMT"))
    let date = try #require(seconds(short, now: now))
    #expect(text(date) == long)
  }

  @Test("The texts are those of the C library, and read back as they were")
  func roundTrip() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<1500 {
      // From the year 1000 on: the C library pads no year with zeros.
      let seconds = Int64.random(in: -30_610_224_000...253_402_300_799, using: &generator)
      let text = text(seconds)
      #expect(text == libraryText(seconds))
      #expect(self.seconds(text) == seconds)
    }
  }

  @Test("Every length of the three formats is refused or read, never more")
  func truncated() {
    for format in ["Sun, 06 Nov 1994 08:49:37 GMT", "Wednesday, 06-Nov-94 08:49:37 GMT"] {
      for count in 0..<format.utf8.count {
        #expect(seconds(String(format.prefix(count))) == nil)
      }
    }
    for count in 0..<24 {
      #expect(seconds(String("Sun Nov  6 08:49:37 1994".prefix(count))) == nil)
    }
  }

  @Test("Any byte at any place is refused or read")
  func mutated() {
    let formats = [
      "Sun, 06 Nov 1994 08:49:37 GMT", "Wednesday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ]
    for format in formats {
      for index in 0..<format.utf8.count {
        for byte in UInt8.min...UInt8.max where byte < 0x30 || byte > 0x39 {
          var bytes = format.bytes
          let before = bytes[index]
          bytes[index] = byte
          guard HTTPDate(bytes.span, now: .epoch) != nil, byte != before else { continue }
          // Only the rest of a long weekday, or a one-digit day's blank, is not looked at.
          #expect(format.hasPrefix("Wed") && (3..<9).contains(index), "\(bytes.text)")
        }
      }
    }
  }

  @Test("Dates are ordered as their seconds are")
  func ordered() {
    #expect(HTTPDate(seconds: -1) < .epoch)
    #expect(HTTPDate(seconds: 1) > .epoch)
    #expect(HTTPDate(seconds: 0) == .epoch)
  }

  private func seconds(_ text: String, now: Int64 = example) -> Int64? {
    HTTPDate(text.bytes.span, now: HTTPDate(seconds: now))?.seconds
  }

  private func text(_ seconds: Int64) -> String {
    let text = HTTPDate(seconds: seconds).text
    return text.indices.map { text[$0] }.text
  }

  private func libraryText(_ seconds: Int64) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return buffer.prefix(count).map { UInt8(bitPattern: $0) }.text
  }
}

extension HTTPDate {
  static let epoch = HTTPDate(seconds: 0)
}
