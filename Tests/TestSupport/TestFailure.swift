import Glibc

/// Why a test could not go on.
package struct TestFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  package init(call: String) {
    description = "\(call): \(String(cString: strerror(errno)))"
  }
}
