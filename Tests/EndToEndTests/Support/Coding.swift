import Testing

/// A content coding, with the program that decodes it.
enum Coding: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case gzip
  case brotli = "br"
  case zstandard = "zstd"

  var testDescription: String { rawValue }

  /// What a file in this coding has behind its name.
  var suffix: String {
    switch self {
    case .gzip: ".gz"
    case .brotli: ".br"
    case .zstandard: ".zst"
    }
  }

  private var program: String { self == .brotli ? "brotli" : rawValue }

  /// Puts the coded form of a file of the site beside it, with the file's own time.
  func add(to name: String, in site: TestSite, seconds: Int) async throws {
    let command = try await Command.run(program, ["-kf", site.path(name)])
    guard command.status == 0 else { throw Failure("\(program): \(command.error)") }
    try site.setModified(name + suffix, seconds)
  }

  /// What `bytes` were coded from, by the program that everybody has.
  func decoded(_ bytes: [UInt8]) async throws -> [UInt8] {
    let scratch = try TestSite()
    try scratch.write("f" + suffix, bytes)
    let command = try await Command.run(
      program, ["-dkf", scratch.path("f" + suffix)])
    guard command.status == 0 else { throw Failure("\(program): \(command.error)") }
    return try scratch.read("f")
  }
}
