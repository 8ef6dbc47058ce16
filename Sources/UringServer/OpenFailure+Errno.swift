import HTTPCore
import LinuxIO

extension OpenFailure {
  /// What a failed open(2), statx(2) or read(2) of a file means to a client.
  init(_ errno: Errno) {
    switch errno {
    case .noEntry, .notDirectory, .isDirectory, .accessDenied, .notPermitted, .tooManyLinks,
      .crossDevice, .nameTooLong, .noSuchDevice, .noDevice, .invalidArgument:
      self = .nothing
    case .tooManyFiles, .fileTableFull, .outOfMemory, .tryAgain: self = .exhausted
    default: self = .failed
    }
  }
}
