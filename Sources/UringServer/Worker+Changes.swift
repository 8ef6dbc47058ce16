import HTTPCore
import LinuxIO

/// Learning of changes, and letting go of what they leave behind.
extension Worker where E: ~Copyable {
  /// Closes descriptors and ends watches that no entry uses any more.
  package mutating func releaseFiles() {
    while let file = cache.takeReleasedFile() { engine.closeFile(file) }
    while let watch = cache.takeReleasedWatch() { engine.unwatch(watch) }
  }

  /// Paths may lead elsewhere: fills watch directories anew, and none of them was finished before.
  private mutating func forgetDirectories() {
    watchedDirectories.removeAll(keepingCapacity: true)
    engine.unwatchDirectories()
  }

  /// Notes what changed since the turn began, where the engine has done all of it at once.
  mutating func noteChanges() {
    if engine.hasUnreadChanges() { filesChanged() }
  }

  /// Notes what changed, before any request that came in the same turn is answered.
  mutating func filesChanged() {
    var namesChanged = false
    while let change = engine.nextChange() {
      switch change {
      case .content(let watch): cache.contentChanged(watch: watch)
      case .names: namesChanged = true
      case .directories:
        namesChanged = true
        forgetDirectories()
      case .overflow:
        forgetDirectories()
        cache.everythingChanged()
      }
    }
    if namesChanged { cache.namesChanged() }
    releaseFiles()
  }
}
