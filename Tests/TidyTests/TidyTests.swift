import Testing

/// The shape of the sources, held by a test: floors, sizes, and where memory is touched.
@Suite struct TidyTests {
  /// What each floor may import: only what stands below it.
  private static let floors: [String: Set<String>] = [
    "HTTPCore": [],
    "LinuxIO": ["CLiburing", "CLinux", "Glibc", "Synchronization"],
    "Codings": ["CCoders", "CDigests"],
    "UringServer": ["HTTPCore", "LinuxIO", "Codings", "Glibc", "Synchronization"],
    "Probe": ["UringServer", "LinuxIO", "Glibc", "Synchronization", "FoundationEssentials"],
    "uring-server": ["Probe", "UringServer", "LinuxIO", "ArgumentParser", "Glibc"],
  ]

  /// Files outside LinuxIO that may use unsafe code, each with its reason beside the use.
  private static let unsafeFiles: Set<String> = [
    // The C calls of zlib, brotli and zstd.
    "Sources/Codings/Coder.swift",
    // Those of libmd.
    "Sources/Codings/SHA256.swift",
    // A place in memory that is never freed.
    "Sources/HTTPCore/LastingText.swift",
    // Copying into output in one move.
    "Sources/HTTPCore/OutputSpan+Bytes.swift",
    // Reading a literal's bytes.
    "Sources/HTTPCore/Span+Bytes.swift",
    // Elements that never move and may be noncopyable.
    "Sources/UringServer/FixedArray.swift",
    // realpath(3).
    "Sources/UringServer/Server.swift",
    // write(2) to standard error.
    "Sources/uring-server/Program.swift",
  ]

  @Test func sourcesAreFound() {
    #expect(SourceFile.all(below: "Sources").count > 50)
  }

  @Test(arguments: SourceFile.all(below: "Sources"))
  func importsOnlyPointDown(_ file: SourceFile) throws {
    let floor = String(file.path.split(separator: "/")[1])
    let allowed = try #require(TidyTests.floors[floor], "an unknown floor")
    for module in file.imports { #expect(allowed.contains(module), "\(file.path): \(module)") }
  }

  @Test(arguments: SourceFile.all(below: "Sources"))
  func unsafeCodeStandsWhereItIsListed(_ file: SourceFile) {
    let uses = file.code.contains { $0.contains("unsafe ") || $0.contains("@unsafe") }
    let isAllowed =
      file.path.hasPrefix("Sources/LinuxIO/") || TidyTests.unsafeFiles.contains(file.path)
    #expect(!uses || isAllowed)
  }

  @Test func everyListedFileUsesUnsafeCode() {
    let users = SourceFile.all(below: "Sources")
      .filter { $0.code.contains { $0.contains("unsafe ") } }.map(\.path)
    for path in TidyTests.unsafeFiles { #expect(users.contains(path)) }
  }

  @Test(arguments: SourceFile.all(below: "Sources"))
  func filesAndFunctionsAreShort(_ file: SourceFile) {
    #expect(file.lines.count <= 400)
    for line in file.lines { #expect(line.count <= 100, "\(line)") }
    for function in file.functions { #expect(function.count <= 70, "\(function.name)") }
  }

  @Test(arguments: SourceFile.all(below: "Sources"))
  func noExistentialNoForceAndNoLeftovers(_ file: SourceFile) {
    for line in file.code {
      #expect(!line.contains(" any "), "\(line)")
      #expect(!line.contains("try!") && !line.contains("as!"), "\(line)")
      #expect(!line.contains("@unchecked Sendable") || file.path.hasPrefix("Sources/LinuxIO/"))
    }
    for line in file.lines {
      #expect(!line.contains("TODO") && !line.contains("FIXME"), "\(line)")
    }
  }
}
