/// A connection whose answer waits for work in the background.
struct WaitingConnection {
  let token: Token
  /// The entry of the file that is to be sent in some form, pinned.
  let base: Int
  /// The cache entry that the work is about, pinned, and its serial number.
  let entry: Int
  let serial: UInt64
}
