import Synchronization

/// Counts what tasks have done.
final class Tally: Sendable {
  private let value = Atomic(0)

  func note() { value.add(1, ordering: .relaxed) }

  var count: Int { value.load(ordering: .relaxed) }
}
