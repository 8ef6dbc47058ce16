import HTTPCore
import LinuxIO

/// What a worker keeps of one connection.
struct Slot: ~Copyable {
  /// What the slot's next event will be about.
  enum Activity: Equatable {
    /// No connection.
    case free
    /// More input.
    case receiving
    /// The output, up to `outputCount`.
    case sendingOutput
    /// What is left of the output, and bytes of the body in memory.
    case sendingBody
    /// What is left of the output, and a stretch of an open file from where it is.
    case sendingFile
    /// Whether the file is still as it was, now that the stretch has left.
    case checkingFile
    /// A stretch of an open file, on its way into memory.
    case readingStretch
    /// Whether the file is still as it was when the response began.
    case checkingStretch
    /// What is left of the output, and a stretch of an open file, on its way out.
    case sendingStretch
    /// A step of `fill`.
    case filling
    /// Work in the background that the answer needs.
    case waiting
    /// The peer's goodbye; what it still sends is dropped.
    case lingering
    /// The engine's `closed`.
    case closing
  }

  /// What passes through memory though the engine sends files.
  enum Copies {
    case nothing
    /// The next stretch, which is on a disk.
    case stretch
    case file
  }

  var activity = Activity.free
  var token = Token(slot: 0, generation: 0)
  var connection = Connection()
  var input = InputQueue()
  /// The peer will send nothing more.
  var inputEnded = false
  var isPaused = false
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
