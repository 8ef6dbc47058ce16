#if IOUring
package import LinuxIO

/// Opening files, first in a way that waits for no disk.
///
/// By itself the kernel opens whatever path it has at hand while entries are submitted, and only
/// looks other paths up on a thread. But a file system may have more to do than that: FUSE asks its
/// server for each open, and until that answers nothing else of the ring would go on.
extension UringEngine {
  /// What a connection opens, for as long as it may have to be opened again.
  struct Opening {
    let path: Region
    let rules: OpenRules
  }

  package mutating func open(_ token: Token, _ path: Region, _ rules: OpenRules) {
    while openings.count <= token.slot { openings.append(nil) }
    // Only a local file system opens at once what it has at hand.
    let mayWait = localDevice == nil
    openings[token.slot] = mayWait ? nil : Opening(path: path, rules: rules)
    let name = start(.open, token)
    prepare()?.open(path, below: root, rules, mayWait: mayWait, name)
  }

  /// It was opened, or is to be opened by a thread.
  mutating func opened(_ token: Token, _ completion: Completion) -> Event? {
    guard let errno = completion.errno else { return .opened(token, file: completion.result) }
    // Before Linux 5.12 the kernel cannot be asked not to wait.
    guard !slots[token.slot].isClosing, let opening = openings[token.slot],
      errno == .tryAgain || errno == .crossDevice || errno == .invalidArgument
    else { return .failed(token, errno) }
    openings[token.slot] = nil
    if errno == .tryAgain, let file = openAgain(opening) { return .opened(token, file: file) }
    let name = start(.open, token)
    prepare()?.open(opening.path, below: root, opening.rules, mayWait: true, name)
    return nil
  }

  /// What is at hand now: a mount or a rename anywhere makes the kernel give up at times.
  private mutating func openAgain(_ opening: Opening) -> Int32? {
    hasActed = true
    for _ in 1..<OpenFile.cachedAttempts {
      if let file = try? OpenFile.open(opening.path, below: root, opening.rules, mayWait: false) {
        return file
      }
    }
    return nil
  }
}
#endif
