package import LinuxIO

/// What the worker's loop needs from an interface to the kernel, which knows no HTTP.
///
/// A connection has at most one operation under way besides receiving, and each ends in one event.
/// Memory handed over must stay until that event, or until `closed`.
package protocol Engine: ~Copyable {
  /// The time now.
  func clock() -> Clock

  /// Starts or stops accepting connections.
  mutating func setAccepting(_ isAccepting: Bool)

  /// Lets go of the listener, after `acceptStopped`: the kernel refuses connections from now on.
  mutating func closeListener()

  /// Asks for `received`, again and again until paused or ended.
  mutating func receive(_ token: Token)

  /// Stops receiving for the moment; some events may still come.
  mutating func pauseReceiving(_ token: Token)

  /// Sends `first` and behind it `second`, one of which may be empty; `more` says that further
  /// bytes follow at once.
  mutating func send(_ token: Token, _ first: Region, then second: Region, more: Bool)

  /// Whether `sendFile` can be used.
  static var sendsFiles: Bool { get }

  /// Sends `first`, and behind it a stretch of a file without copying it; `sent` counts both and
  /// may come early. EAGAIN means that it is on a disk, to be read from there; EINVAL, ENOSYS,
  /// EPERM, EOPNOTSUPP, EMFILE, ENFILE or ENOMEM that this file cannot be sent so.
  mutating func sendFile(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, count: Int)

  /// Opens the NUL-terminated `path` below the root.
  mutating func open(_ token: Token, _ path: Region, _ rules: OpenRules)

  /// Finds out the facts about an open file.
  mutating func inspect(_ token: Token, _ file: Int32)

  /// The facts that the last `inspected` of this connection was about.
  func status(of token: Token) -> FileStatus

  /// Reads from `offset` on, as much as fits `region` or less.
  mutating func read(_ token: Token, _ file: Int32, from offset: UInt64, into region: Region)

  /// Closes a file that no operation uses.
  mutating func closeFile(_ file: Int32)

  /// Tells the peer that nothing more will be sent; receiving goes on.
  mutating func finishSending(_ token: Token)

  /// Cancels what is under way and closes the connection: `closed` is its last event.
  mutating func close(_ token: Token)

  /// Watches the content of an open file; the watch's number, or `nil` where none can be had.
  mutating func watch(file: Int32) -> Int32?

  /// Watches the names in an open directory; false where no watch can be had.
  mutating func watch(directory: Int32) -> Bool

  /// Ends the watches of all directories; what led through them is to be looked up again.
  mutating func unwatchDirectories()

  /// Ends the watch of a file.
  mutating func unwatch(_ watch: Int32)

  /// Whether changes may have happened in this turn that no `changed` has reported.
  ///
  /// True only of an engine that does what it is asked for at once.
  mutating func hasUnreadChanges() -> Bool

  /// The next change of a watched file or directory.
  mutating func nextChange() -> Inotify.Change?

  /// Starts what was asked for and waits for events, for `milliseconds` at the most.
  ///
  /// `next` must have returned `nil`. The engine takes and frees receive buffers here. A
  /// change reported by `changed` comes before any request that was sent after it.
  mutating func wait(forAtMost milliseconds: UInt64, _ blocks: inout BlockPool) throws(Errno)

  /// The next event, of those that `wait` found and that operations have led to since; `nil` if it
  /// is time to wait.
  mutating func next() -> Event?
}

/// An engine that moves all bytes through memory, and does nothing before the turn ends.
extension Engine where Self: ~Copyable {
  package static var sendsFiles: Bool { false }

  package mutating func sendFile(
    _ token: Token, _ first: Region, _ file: Int32, from offset: UInt64, count: Int
  ) {
    preconditionFailure("only an engine that says so sends files")
  }

  package mutating func hasUnreadChanges() -> Bool { false }
}
