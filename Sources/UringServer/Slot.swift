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
    /// Bytes of the body in memory.
    case sendingBody
    /// Bytes of an open file.
    case streaming
    /// Whether the file that is streamed is still the one the response began with.
    case checking
    /// A step of `fill`.
    case filling
    /// The peer's goodbye; what it still sends is dropped.
    case lingering
    /// The engine's `closed`.
    case closing
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
  var outputHasMore = false
  /// The cache entry that the response is taken from, pinned.
  var entry: Int?
  /// The rest of the body.
  var bodyOffset: UInt64 = 0
  var bodyCount: UInt64 = 0
  var streamBlock: Block?
  var fill: FileFill?
}
