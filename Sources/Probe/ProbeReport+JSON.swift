import FoundationEssentials

extension ProbeReport {
  /// The report for programs, docs/probe.md.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a report holds nothing that JSON has no form for")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
