/// Whether files are compressed by the server, where nobody has put a compressed variant beside
/// them.
public enum CompressionMode: String, CaseIterable, Sendable {
  /// Never.
  case off
  /// In the background: requests are answered with the file as it is until that is done.
  case background
  /// In the background, and requests wait for it unless the threads are busy.
  case wait

  /// Whether this build can compress at all.
  public static var isAvailable: Bool {
    #if Compression
    true
    #else
    false
    #endif
  }
}
