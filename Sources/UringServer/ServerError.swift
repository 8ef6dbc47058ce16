/// Why a server could not start, or stopped: one line that says what happened and what to do.
public struct ServerError: Error, Sendable, CustomStringConvertible {
  /// The line.
  public let description: String

  package init(_ description: String) {
    self.description = description
  }
}
