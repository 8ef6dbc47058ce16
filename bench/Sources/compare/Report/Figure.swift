import Foundation

/// Numbers as people read them.
enum Figure {
  /// Three digits that mean something, and commas from a thousand on.
  static func text(_ value: Double) -> String {
    let magnitude = abs(value)
    let digits = magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0
    let plain = String(format: "%.\(digits)f", value)
    guard magnitude >= 999.5 else { return plain }
    return grouped(plain)
  }

  /// A median, and how far apart the rounds were if there were several.
  static func text(_ summary: Summary) -> String {
    let spread =
      summary.minimum == summary.maximum
      ? "" : " (\(text(summary.minimum))–\(text(summary.maximum)))"
    return text(summary.median) + spread
  }

  /// A ratio such as 1.15×.
  static func ratio(_ value: Double?) -> String {
    value.map { String(format: $0 < 99.5 ? "%.2f×" : "%.0f×", $0) } ?? ""
  }

  /// A whole number.
  static func count(_ value: Int) -> String { grouped(String(value)) }

  /// A difference, always with its sign.
  static func difference(_ value: Double) -> String {
    (value < 0 ? "−" : "+") + text(abs(value))
  }

  private static func grouped(_ plain: String) -> String {
    let sign = plain.hasPrefix("-") ? "-" : ""
    var digits = Array(plain.dropFirst(sign.count))
    for index in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: index) }
    return sign + String(digits)
  }
}
