import Glibc

/// What the kernel calls itself, uname(2).
package struct SystemIdentity: Sendable {
  /// "Linux", as a rule.
  package let name: String
  /// "6.1.0-56-cloud-amd64".
  package let release: String
  /// "x86_64".
  package let machine: String

  package static var current: SystemIdentity {
    var names = utsname()
    guard unsafe uname(&names) == 0 else {
      return SystemIdentity(name: "Linux", release: "", machine: "")
    }
    return SystemIdentity(
      name: text(names.sysname), release: text(names.release), machine: text(names.machine))
  }

  /// The text in a field of characters that ends with NUL.
  private static func text<Field>(_ field: Field) -> String {
    // Safe: the fields of utsname are plain arrays of characters.
    unsafe withUnsafeBytes(of: field) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
