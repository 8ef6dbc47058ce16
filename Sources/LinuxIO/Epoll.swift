import CLinux
import Glibc

/// Readiness of many descriptors, edge-triggered, epoll(7).
@safe
package struct Epoll: ~Copyable {
  /// What a descriptor has become ready for.
  package struct Readiness: Sendable {
    /// The token it was added with.
    package let token: UInt64
    private let events: UInt32

    init(token: UInt64, events: UInt32) {
      self.token = token
      self.events = events
    }

    /// Bytes, connections or an end may be received.
    package var isReadable: Bool { events & (LINUX_EPOLL_READABLE | LINUX_EPOLL_ENDED) != 0 }
    package var isWritable: Bool { events & (LINUX_EPOLL_WRITABLE | LINUX_EPOLL_ENDED) != 0 }
    /// The peer has sent its last byte, or is gone.
    package var hasEnded: Bool { events & LINUX_EPOLL_ENDED != 0 }
  }

  /// Descriptors reported by one `wait`; more are reported by the next.
  package static let eventsMax = 512

  private let descriptor: FileDescriptor
  private let events: UnsafeMutablePointer<epoll_event>

  package init() throws(Errno) {
    descriptor = try FileDescriptor(checking: epoll_create1(Int32(EPOLL_CLOEXEC)))
    unsafe events = .allocate(capacity: Epoll.eventsMax)
    unsafe events.initialize(repeating: epoll_event(), count: Epoll.eventsMax)
  }

  deinit {
    unsafe events.deallocate()
  }

  /// Reports whenever there is something to receive from `descriptor`, beginning with what there is
  /// already, until it is closed.
  package func add(_ descriptor: Int32, _ token: UInt64) throws(Errno) {
    guard linux_epoll_add(self.descriptor.number, descriptor, false, token) == 0 else {
      throw .current
    }
  }

  /// Reports too whenever there is room to send into `socket`, and when its peer ends.
  package func add(socket: Int32, _ token: UInt64) throws(Errno) {
    guard linux_epoll_add(self.descriptor.number, socket, true, token) == 0 else {
      throw .current
    }
  }

  /// Waits for `milliseconds` at the most; returns how many descriptors have become ready.
  package func wait(forAtMost milliseconds: UInt64) throws(Errno) -> Int {
    let timeout = Int32(min(milliseconds, 86_400_000))
    // Safe: the array is as long as it says and belongs to this value.
    let count = unsafe epoll_wait(
      descriptor.number, events, Int32(Epoll.eventsMax), timeout)
    guard count < 0 else { return Int(count) }
    guard Errno.current == .interrupted else { throw .current }
    return 0
  }

  /// The descriptor that the last `wait` reported as `index`.
  package subscript(index: Int) -> Readiness {
    precondition(index >= 0 && index < Epoll.eventsMax, "index within what was reported")
    return unsafe Readiness(
      token: linux_epoll_token(events + index), events: events[index].events)
  }
}
