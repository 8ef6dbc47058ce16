/// Why the benchmark cannot go on, in one sentence that says what to do about it.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
