import HTTPCore
import LinuxIO

extension Moment {
  /// The time that a clock was read, and a number that nobody knew before.
  init(_ clock: Clock) {
    self.init(HTTPDate(seconds: clock.seconds), boundary: .random(in: .min ... .max))
  }
}
