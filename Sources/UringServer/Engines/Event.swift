package import LinuxIO

/// What happened, as an engine reports it.
package enum Event: Sendable {
  /// A connection came; the token names it until `closed`.
  case accepted(Token)
  /// None can be accepted for the moment; accepting has stopped.
  case acceptFailed(Errno)
  /// Accepting has stopped because it was asked to.
  case acceptStopped
  /// Bytes came. The block is the receiver's now.
  case received(Token, Block, count: Int)
  /// The peer will send nothing more.
  case ended(Token)
  /// That many bytes of a `send` have left; usually all.
  case sent(Token, count: Int)
  /// A file is open; its descriptor is the receiver's.
  case opened(Token, file: Int32)
  /// The facts about a file are at hand: `status(of:)`.
  case inspected(Token)
  /// That many bytes were read; 0 at the end of the file.
  case read(Token, count: Int)
  /// The connection broke; an operation under way is still to report.
  case disconnected(Token)
  /// The operation under way failed.
  case failed(Token, Errno)
  /// Nothing of the connection is in flight any more; the token is void.
  case closed(Token)
  /// Watched files changed: `nextChange()`.
  case changed
  /// Another thread asked for attention.
  case woken
}
