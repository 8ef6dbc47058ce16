/// How large a resource is in each coding that it can be had in now.
package struct CodingSizes: Equatable, Sendable {
  private var bytes = SIMD4<UInt64>(repeating: .max)

  /// A resource that cannot be had at all.
  package init() {}

  /// Bytes in `coding`; `nil` if it is not there in this one.
  package subscript(coding: ContentCoding) -> UInt64? {
    get {
      let count = bytes[Int(coding.rawValue)]
      return count == .max ? nil : count
    }
    set { bytes[Int(coding.rawValue)] = newValue ?? .max }
  }
}
