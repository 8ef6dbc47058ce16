/// CPU time in seconds: the total from a nanosecond clock, its two parts in clock ticks.
struct ProcessorTime {
  var totalSeconds = 0.0
  var userSeconds = 0.0
  var systemSeconds = 0.0

  static func - (left: ProcessorTime, right: ProcessorTime) -> ProcessorTime {
    ProcessorTime(
      totalSeconds: left.totalSeconds - right.totalSeconds,
      userSeconds: left.userSeconds - right.userSeconds,
      systemSeconds: left.systemSeconds - right.systemSeconds)
  }
}
