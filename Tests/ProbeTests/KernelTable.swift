import LinuxIO

/// Which kernel brought what, as a page.
enum KernelTable {
  /// The kernels that people run, and those that changed most.
  private static let columns = [
    KernelVersion(5, 10), KernelVersion(5, 15), KernelVersion(5, 19), KernelVersion(6, 1),
    KernelVersion(6, 6), KernelVersion(6, 12), KernelVersion(6, 18), KernelVersion(7, 0),
  ]

  static var markdown: String {
    """
    # Kernels

    What the server looks at, and the mainline kernel that brought it. Distributions carry features
    back and sandboxes take them away, so nothing is decided by this table: `uring-server probe`
    asks. \(Self.origin)

    The best tier of a kernel that has all of its own: 5.11 tier 4, 5.19 tier 3, 6.1 tier 2, 6.17
    tier 1; older ones are served on epoll.

    | feature | tier | since | \(columns.map { "\($0)" }.joined(separator: " | ")) |
    |---|:-:|--:|\(String(repeating: ":-:|", count: columns.count))
    \(rows)

    ## Operations

    \(list("IORING_OP_", KernelCatalog.operations))

    ## Feature bits

    \(list("IORING_FEAT_", KernelCatalog.features))

    ## Setup flags

    \(list("IORING_SETUP_", KernelCatalog.setupFlags))

    """
  }

  private static let origin =
    "Made from the tables in `Sources/LinuxIO/Features` by a test."

  private static var rows: String {
    KernelFeature.all.map { feature in
      let tier = feature.tier.map { "\($0.rawValue)" } ?? ""
      let marks = columns.map { $0 < feature.since ? "" : "●" }
      return "| \(feature.title) | \(tier) | \(feature.since) | \(marks.joined(separator: " | ")) |"
    }.joined(separator: "\n")
  }

  /// One line a kernel.
  private static func list(_ prefix: String, _ entries: [KernelCatalog.Entry]) -> String {
    let kernels = Set(entries.map(\.since)).sorted()
    let lines = kernels.map { kernel in
      let names = entries.filter { $0.since == kernel }.map(\.name)
      return "- \(kernel): \(names.joined(separator: ", "))"
    }
    return "`\(prefix)...`\n\n" + lines.joined(separator: "\n")
  }
}
