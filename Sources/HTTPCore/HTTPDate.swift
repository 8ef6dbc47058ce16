/// A time as HTTP states it, in whole seconds of Unix time (RFC 9110 section 5.6.7).
package struct HTTPDate: Equatable, Comparable, Sendable {
  /// The 29 bytes of an IMF-fixdate.
  package typealias Text = InlineArray<29, UInt8>

  package let seconds: Int64

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  package static func < (left: HTTPDate, right: HTTPDate) -> Bool { left.seconds < right.seconds }

  /// Year, month and day of the proleptic Gregorian calendar.
  private struct Day {
    var year: Int64
    var month: Int64
    var day: Int64
  }

  private static let daySeconds: Int64 = 86400

  /// From the weekday of 1970-01-01 on.
  private static let dayNames: [StaticString] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  private static let monthNames: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The date as an IMF-fixdate; years outside 0 to 9999 are clamped.
  package var text: Text {
    let clamped = min(max(seconds, -62_167_219_200), 253_402_300_799)
    let days = (clamped >= 0 ? clamped : clamped - (HTTPDate.daySeconds - 1)) / HTTPDate.daySeconds
    let second = clamped - days * HTTPDate.daySeconds
    let day = HTTPDate.civil(fromDays: days)
    var text = Text(repeating: UInt8(ascii: " "))
    HTTPDate.put(HTTPDate.dayNames[Int(((days % 7) + 7) % 7)], at: 0, in: &text)
    text[3] = UInt8(ascii: ",")
    HTTPDate.put(day.day, digits: 2, at: 5, in: &text)
    HTTPDate.put(HTTPDate.monthNames[Int(day.month - 1)], at: 8, in: &text)
    HTTPDate.put(day.year, digits: 4, at: 12, in: &text)
    HTTPDate.put(second / 3600, digits: 2, at: 17, in: &text)
    HTTPDate.put(second / 60 % 60, digits: 2, at: 20, in: &text)
    HTTPDate.put(second % 60, digits: 2, at: 23, in: &text)
    text[19] = UInt8(ascii: ":")
    text[22] = UInt8(ascii: ":")
    HTTPDate.put("GMT", at: 26, in: &text)
    return text
  }

  private static func put(_ name: StaticString, at index: Int, in text: inout Text) {
    for offset in 0..<3 { text[index + offset] = name.byte(at: offset) }
  }

  private static func put(_ value: Int64, digits: Int, at index: Int, in text: inout Text) {
    var rest = value
    for offset in stride(from: digits - 1, through: 0, by: -1) {
      text[index + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// Days since 1970-01-01 to a calendar day, by eras of 400 years.
  private static func civil(fromDays days: Int64) -> Day {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Day(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func days(of day: Day) -> Int64 {
    let year = day.month <= 2 ? day.year - 1 : day.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let shiftedMonth = day.month > 2 ? day.month - 3 : day.month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  // MARK: Reading, all three formats

  /// Reads an HTTP-date; `now` settles the century of the two-digit years of RFC 850.
  package init?(_ text: Span<UInt8>, now: HTTPDate) {
    guard let comma = text.firstIndex(of: UInt8(ascii: ",")) else {
      guard let date = HTTPDate.asctime(text) else { return nil }
      self = date
      return
    }
    let date = comma == 3 ? HTTPDate.fixdate(text) : HTTPDate.rfc850(text, comma, now)
    guard let date else { return nil }
    self = date
  }

  // `Sun, 06 Nov 1994 08:49:37 GMT`
  private static func fixdate(_ text: Span<UInt8>) -> HTTPDate? {
    guard text.count == 29, isDayName(text.extracting(0..<3)),
      text.extracting(3..<5).equals(", "), text[7] == UInt8(ascii: " "),
      text[11] == UInt8(ascii: " "), text[16] == UInt8(ascii: " "),
      text.extracting(25..<29).equals(" GMT"), let day = number(text.extracting(5..<7)),
      let month = month(text.extracting(8..<11)), let year = number(text.extracting(12..<16)),
      let second = secondOfDay(text.extracting(17..<25))
    else { return nil }
    return make(year, month, day, second)
  }

  // `Sunday, 06-Nov-94 08:49:37 GMT`
  private static func rfc850(_ text: Span<UInt8>, _ comma: Int, _ now: HTTPDate) -> HTTPDate? {
    guard comma >= 6, comma <= 9, text.count == comma + 24,
      isDayName(text.extracting(0..<3))
    else { return nil }
    let rest = text.extracting((comma + 1)..<text.count)
    guard rest[0] == UInt8(ascii: " "), rest[3] == UInt8(ascii: "-"), rest[7] == UInt8(ascii: "-"),
      rest[10] == UInt8(ascii: " "), rest.extracting(19..<23).equals(" GMT"),
      let day = number(rest.extracting(1..<3)), let month = month(rest.extracting(4..<7)),
      let shortYear = number(rest.extracting(8..<10)),
      let second = secondOfDay(rest.extracting(11..<19))
    else { return nil }
    // RFC 9110 section 5.6.7: more than 50 years ahead means the past century's year.
    var latest = civil(fromDays: now.seconds / daySeconds)
    let year = latest.year / 100 * 100 + shortYear
    latest.year += 50
    let latestSeconds = days(of: latest) * daySeconds + now.seconds % daySeconds
    let date = make(year, month, day, second)
    guard let date, date.seconds > latestSeconds else { return date }
    return make(year - 100, month, day, second)
  }

  // `Sun Nov  6 08:49:37 1994`
  private static func asctime(_ text: Span<UInt8>) -> HTTPDate? {
    guard text.count == 24, isDayName(text.extracting(0..<3)), text[3] == UInt8(ascii: " "),
      text[7] == UInt8(ascii: " "), text[10] == UInt8(ascii: " "), text[19] == UInt8(ascii: " "),
      let month = month(text.extracting(4..<7)),
      let day = number(text.extracting((text[8] == UInt8(ascii: " ") ? 9 : 8)..<10)),
      let second = secondOfDay(text.extracting(11..<19)),
      let year = number(text.extracting(20..<24))
    else { return nil }
    return make(year, month, day, second)
  }

  private static func make(
    _ year: Int64, _ month: Int64, _ day: Int64, _ second: Int64
  ) -> HTTPDate? {
    let days = days(of: Day(year: year, month: month, day: day))
    let back = civil(fromDays: days)
    guard back.day == day, back.month == month else { return nil }
    return HTTPDate(seconds: days * daySeconds + second)
  }

  private static func number(_ text: Span<UInt8>) -> Int64? {
    text.decimal.map { Int64($0) }
  }

  private static func month(_ text: Span<UInt8>) -> Int64? {
    for (index, name) in monthNames.enumerated() where text.equals(name) {
      return Int64(index + 1)
    }
    return nil
  }

  private static func isDayName(_ text: Span<UInt8>) -> Bool {
    for name in dayNames where text.equals(name) { return true }
    return false
  }

  /// `08:49:37` as seconds of the day; a leap second counts as the second after it.
  private static func secondOfDay(_ text: Span<UInt8>) -> Int64? {
    guard text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"),
      let hour = number(text.extracting(0..<2)), let minute = number(text.extracting(3..<5)),
      let second = number(text.extracting(6..<8)), hour < 24, minute < 60, second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}
