/// What came of asking a kernel something.
package enum KernelAnswer: Equatable, Sendable {
  /// It works; the text says what else was seen.
  case yes(String? = nil)
  /// It works, but not for all it is worth.
  case limited(String)
  /// It does not.
  case no(Errno)

  /// Whether it works in full.
  package var isYes: Bool {
    if case .yes = self { true } else { false }
  }

  /// What an attempt came to.
  init(_ attempt: () throws(Errno) -> Void) {
    do throws(Errno) {
      try attempt()
      self = .yes()
    } catch {
      self = .no(error)
    }
  }
}
