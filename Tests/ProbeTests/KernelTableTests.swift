import Foundation
import LinuxIO
import Testing

/// docs/kernels.md is made from the tables that the probe uses.
@Suite("Table of kernels")
struct KernelTableTests {
  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/kernels.md")

  @Test("docs/kernels.md is what the tables say; URING_SERVER_UPDATE=1 writes it anew")
  func page() throws {
    if ProcessInfo.processInfo.environment["URING_SERVER_UPDATE"] != nil {
      try KernelTable.markdown.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == KernelTable.markdown)
  }
}
