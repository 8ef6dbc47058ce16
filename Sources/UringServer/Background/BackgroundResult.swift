package import HTTPCore

/// What became of a `BackgroundTask`.
package struct BackgroundResult: Sendable {
  package enum Outcome: Sendable {
    /// Bytes were made, whose digest this is; the receiver frees them.
    case made(FileContent, ContentDigest)
    case digest(ContentDigest)
    /// Whoever asks again gets the same: it cannot be coded to any use, or not be decoded.
    case fruitless
    /// The file is not what it was, or could not be read.
    case failed
  }

  package let task: BackgroundTask
  package let outcome: Outcome

  package init(_ task: BackgroundTask, _ outcome: Outcome) {
    self.task = task
    self.outcome = outcome
  }

  /// Frees what nobody wants any more.
  package func discard() {
    if case .made(let content, _) = outcome { content.deallocate() }
  }
}
