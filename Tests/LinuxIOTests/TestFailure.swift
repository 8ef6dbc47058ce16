import Glibc

/// Why a test could not go on.
struct TestFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  init(call: String) {
    description = "\(call): \(String(cString: strerror(errno)))"
  }
}
