/// A kernel's version, as far as features go by it: 6.12.
///
/// Nothing is decided by it: distributions carry features back, and sandboxes take them away.
package struct KernelVersion: Comparable, Hashable, Sendable, CustomStringConvertible {
  package let major: Int
  package let minor: Int

  package init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads what uname(2) calls a release: "6.1.0-56-cloud-amd64".
  package init?(release: String) {
    let parts = release.split(separator: ".", maxSplits: 2)
    guard parts.count >= 2, let major = Int(parts[0]),
      let minor = Int(parts[1].prefix { $0.isNumber })
    else { return nil }
    self.init(major, minor)
  }

  package var description: String { "\(major).\(minor)" }

  package static func < (one: KernelVersion, other: KernelVersion) -> Bool {
    (one.major, one.minor) < (other.major, other.minor)
  }
}
