import CLinux
import Glibc

/// A queue of file system changes, inotify(7).
package struct Inotify: ~Copyable {
  /// One change, as far as a cache needs to know.
  package enum Change: Equatable, Sendable {
    /// The bytes of the watched file changed.
    case content(watch: Int32)
    /// A name appeared, went or moved, or an attribute changed.
    case names
    /// A directory came or went or moved: paths may lead elsewhere.
    case directories
    /// The queue was full; anything may have changed.
    case overflow
  }

  package let descriptor: FileDescriptor
  private let buffer: Region
  private var offset = 0
  private var count = 0
  /// Watches of directories; a watch stands for an inode, so a directory that was also opened as a
  /// file has one watch for both uses.
  private var directories: Set<Int32> = []

  package init() throws(Errno) {
    descriptor = try FileDescriptor(
      checking: inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)))
    buffer = Region.allocate(count: 16 * 1024)
  }

  deinit {
    buffer.deallocate()
  }

  /// Watches the names in an open directory, until `removeDirectories`.
  package mutating func watch(directory descriptor: Int32) throws(Errno) {
    let watch = try add(
      descriptor,
      IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR)
    directories.insert(watch)
  }

  /// Watches the content of an open file, whatever names it has.
  package func watch(file descriptor: Int32) throws(Errno) -> Int32 {
    try add(descriptor, IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
  }

  /// Watching by the descriptor's own link leaves no moment in which a path could be swapped.
  private func add(_ file: Int32, _ mask: Int32) throws(Errno) -> Int32 {
    // A watch stands for an inode: adding to its mask keeps what another path asked for.
    let watch = unsafe inotify_add_watch(
      descriptor.number, "/proc/self/fd/\(file)", UInt32(mask | IN_MASK_ADD))
    guard watch >= 0 else { throw .current }
    return watch
  }

  /// Ends the watches of all directories.
  package mutating func removeDirectories() {
    let watches = directories
    directories.removeAll()
    for watch in watches { remove(watch) }
  }

  /// Ends the watch of a file; one that a directory needs stays.
  package func remove(_ watch: Int32) {
    guard !directories.contains(watch) else { return }
    // Fails only if the kernel ended it first, because its file is gone.
    _ = inotify_rm_watch(descriptor.number, watch)
  }

  /// Whether `next` has something to say.
  package mutating func hasMore() -> Bool {
    offset < count || refill()
  }

  /// The next change; `nil` when all are read.
  package mutating func next() -> Change? {
    while true {
      if offset >= count, !refill() { return nil }
      if let change = take() { return change }
    }
  }

  private mutating func refill() -> Bool {
    offset = 0
    // Safe: the buffer is `buffer.count` bytes long and belongs to this value.
    count = unsafe max(0, read(descriptor.number, buffer.base, buffer.count))
    return count > 0
  }

  /// Decodes one event and moves past it; `nil` for one that says nothing new.
  private mutating func take() -> Change? {
    // Safe: the kernel writes whole events only, a header followed by `len` bytes of name.
    let event = unsafe buffer.base.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
    offset += MemoryLayout<inotify_event>.size + Int(event.len)
    let mask = Int32(bitPattern: event.mask)
    if mask & IN_Q_OVERFLOW != 0 { return .overflow }
    // Ended by us, or after the event that said why.
    if mask & IN_IGNORED != 0 {
      directories.remove(event.wd)
      return nil
    }
    if mask & IN_MODIFY != 0 { return .content(watch: event.wd) }
    // What happens to a directory itself is reported without IN_ISDIR.
    let itself = mask & (IN_DELETE_SELF | IN_MOVE_SELF) != 0 && directories.contains(event.wd)
    return itself || mask & (IN_ISDIR | IN_UNMOUNT) != 0 ? .directories : .names
  }
}
