/// What the `Accept-Encoding` lines of a request say (RFC 9110 section 12.5.3).
///
/// They are one list (section 5.3), taken in line by line while the head is read, so nothing of it
/// needs to be found again. A coding that is listed twice has the weight stated first.
package struct AcceptEncoding: Equatable, Sendable {
  private static let unlisted = UInt16.max

  /// Thousandths, by coding.
  private var weights = SIMD4<UInt16>(repeating: unlisted)
  /// Of whatever is not listed: the asterisk's.
  private var others = unlisted

  /// No such field: any coding is acceptable, but none was asked for, so it is as if empty.
  package init() {}

  // MARK: Reading

  /// Takes in a field line's value; an element that is malformed is passed over.
  package mutating func add(_ line: Span<UInt8>) {
    var elements = ListElements(line)
    while let element = elements.next() { add(element: element) }
  }

  private mutating func add(element: Span<UInt8>) {
    var weight: UInt16 = 1000
    var end = element.count
    if let semicolon = element.firstIndex(of: UInt8(ascii: ";")) {
      end = semicolon
      let parameter = element.extracting((semicolon + 1)..<element.count).trimmed
      guard let stated = AcceptEncoding.weight(parameter) else { return }
      weight = stated
    }
    let name = element.extracting(0..<end).trimmed
    if name.equals("*") {
      if others == AcceptEncoding.unlisted { others = weight }
    } else if let coding = ContentCoding(name) {
      let place = Int(coding.rawValue)
      if weights[place] == AcceptEncoding.unlisted { weights[place] = weight }
    }
  }

  /// Section 12.4.2: `q=` and a number from 0 to 1 with up to three decimals.
  private static func weight(_ parameter: Span<UInt8>) -> UInt16? {
    guard parameter.count >= 3, parameter.count <= 7,
      parameter[0].asciiLowercased == UInt8(ascii: "q"), parameter[1] == UInt8(ascii: "="),
      let whole = parameter[2].decimalDigit, whole <= 1,
      parameter.count == 3 || parameter[3] == UInt8(ascii: ".")
    else { return nil }
    var thousandths = UInt16(whole) * 1000
    var unit: UInt16 = 100
    var index = 4
    while index < parameter.count {
      guard let digit = parameter[index].decimalDigit else { return nil }
      thousandths += UInt16(digit) * unit
      unit /= 10
      index += 1
    }
    return thousandths <= 1000 ? thousandths : nil
  }

  // MARK: Choosing

  /// How much `coding` is wanted, in half thousandths; 0 is not at all.
  ///
  /// Identity is acceptable unless it is excluded, by name or by the asterisk; where it is not
  /// listed it comes behind all that is.
  package func weight(of coding: ContentCoding) -> UInt16 {
    let stated = weights[Int(coding.rawValue)]
    if stated != AcceptEncoding.unlisted { return 2 * stated }
    if others != AcceptEncoding.unlisted { return 2 * others }
    return coding == .identity ? 1 : 0
  }

  /// Whether any coding but identity is.
  package var acceptsCoding: Bool {
    weight(of: .gzip) > 0 || weight(of: .brotli) > 0 || weight(of: .zstandard) > 0
  }

  /// The coding to send of those that there are: the most wanted, and of several the smallest.
  ///
  /// `nil` if none of them is acceptable.
  package func best(of sizes: CodingSizes) -> ContentCoding? {
    var best: ContentCoding?
    var bestWeight: UInt16 = 0
    var bestSize = UInt64.max
    var next: ContentCoding? = .identity
    while let coding = next {
      next = coding.next
      let weight = weight(of: coding)
      guard let size = sizes[coding], weight > 0, weight >= bestWeight else { continue }
      if weight > bestWeight || size < bestSize {
        best = coding
        bestWeight = weight
        bestSize = size
      }
    }
    return best
  }

  /// The coding to make of a resource that there is no variant of: the most wanted, and of several
  /// the one that mostly makes the least of text.
  ///
  /// `nil` if it would not be sent, because identity is wanted more.
  package var worthMaking: ContentCoding? {
    let brotli = weight(of: .brotli)
    let zstandard = weight(of: .zstandard)
    let gzip = weight(of: .gzip)
    let most = max(brotli, zstandard, gzip)
    guard most > 0, most >= weight(of: .identity) else { return nil }
    return most == brotli ? .brotli : most == zstandard ? .zstandard : .gzip
  }
}
