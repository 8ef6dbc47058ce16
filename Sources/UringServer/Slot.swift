import LinuxIO

/// What a worker keeps of every connection, idle ones too.
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

  var activity = Activity.free
  /// Its place among the exchanges; none while the connection is idle.
  var exchange = -1
  var token = Token(slot: 0, generation: 0)
  /// The peer will send nothing more.
  var inputEnded = false
  var isPaused = false
}
