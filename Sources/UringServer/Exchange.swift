import HTTPCore
import LinuxIO

/// What a worker keeps of a connection while a request is being received or answered.
///
/// Idle connections have none. A few exchanges are used over and over, so they stay in the
/// processor's cache however many connections there are.
struct Exchange: ~Copyable {
  /// What passes through memory though the engine sends files.
  enum Copies {
    case nothing
    /// The next stretch, which is on a disk.
    case stretch
    case file
  }

  var connection = Connection()
  var input = InputQueue()
  var output: Block?
  var outputCount = 0
  var outputSent = 0
  /// The cache entry that the response is taken from, pinned.
  var entry: Int?
  /// Bytes of the body that are not sent yet.
  var bodyCount: UInt64 = 0
  var streamBlock: Block?
  /// Bytes of the stretch that were read or asked for, and those of them that were sent.
  var stretchCount = 0
  var stretchSent = 0
  /// What cannot be sent from where it is.
  var copies = Copies.nothing
  var fill: FileFill?
  /// How often the answer waited for another connection's fill.
  var joins = 0
  /// How often the answer waited for work in the background.
  var waits = 0
}
