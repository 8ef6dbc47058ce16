import Foundation

/// One case of `Tests/Conformance`: what a client sends, and what has to come back.
///
/// The README there says how the files are written.
struct ConformanceCase: Sendable {
  /// What is expected of one response.
  struct Expectation: Sendable {
    let status: Int
    /// Whether it answers HEAD, so that no content follows.
    let isHead: Bool
    /// A value, `*` for any, or `nil` where the field must be absent.
    var fields: [(name: String, value: String?)] = []
    var content: String?
    var parts: [String] = []
  }

  let file: String
  var name = ""
  var section = ""
  /// What is sent, its escapes and placeholders as they are written.
  var request = ""
  var expectations: [Expectation] = []
  var closes = false

  /// All cases, in the order of their files.
  static func all() throws -> [ConformanceCase] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Conformance")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".cases") }.sorted().flatMap { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return try read(text, name)
    }
  }

  private static func read(_ text: String, _ file: String) throws -> [ConformanceCase] {
    var cases: [ConformanceCase] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.hasPrefix("~") {
      if line.hasPrefix("case: ") {
        cases.append(ConformanceCase(file: file, name: String(line.dropFirst(6))))
        continue
      }
      guard !cases.isEmpty, cases[cases.count - 1].take(line) else {
        throw Failure("\(file): not understood: \(line)")
      }
    }
    return cases
  }

  /// Takes a line of the case; false if it means nothing.
  private mutating func take(_ line: Substring) -> Bool {
    if line.hasPrefix("section: ") {
      section = String(line.dropFirst(9))
    } else if line.hasPrefix(">> ") {
      request += line.dropFirst(3)
    } else if line.hasPrefix(">") {
      request += line.dropFirst(2) + "\\r\\n"
    } else if line == "< closed" {
      closes = true
    } else if line.hasPrefix("< ") {
      return expect(line.dropFirst(2))
    } else {
      return false
    }
    return true
  }

  private mutating func expect(_ text: Substring) -> Bool {
    let words = text.split(separator: " ")
    if let status = Int(words[0]), words.count == 1 || words[1] == "head" {
      expectations.append(Expectation(status: status, isHead: words.count > 1))
      return true
    }
    let last = expectations.count - 1
    guard last >= 0 else { return false }
    if text.hasPrefix("part ") {
      expectations[last].parts.append("bytes " + text.dropFirst(5))
    } else if text.hasPrefix("=") {
      expectations[last].content = String(text.dropFirst(2))
    } else if text.hasPrefix("-") {
      expectations[last].fields.append((String(text.dropFirst()), nil))
    } else if let colon = text.firstRange(of: ": ") {
      let value = String(text[colon.upperBound...])
      expectations[last].fields.append((String(text[..<colon.lowerBound]), value))
    } else {
      return false
    }
    return true
  }

  /// The bytes that a text stands for: `\r`, `\n`, `\t`, `\\`, `\x7f`, and `{80*a}` for eighty.
  static func bytes(_ text: String) throws -> [UInt8] {
    let repeated = text.replacing(/\{(\d+)\*(.)\}/) {
      String(repeating: String($0.output.2), count: Int($0.output.1) ?? 0)
    }
    var bytes: [UInt8] = []
    var rest = repeated.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "x"):
        guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
          throw Failure("no hexadecimal byte: \(text)")
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: throw Failure("no escape: \(text)")
      }
    }
    return bytes
  }
}
