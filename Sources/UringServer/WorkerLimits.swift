import LinuxIO

/// The bounds a worker keeps, each in one place; those of HTTP itself are in `HTTPCore.Limits`.
package struct WorkerLimits: Sendable {
  /// Connections served at a time; further ones wait in the listener's backlog.
  package var connections = 8192
  /// Connections that may wait to be accepted.
  package var backlog = 1024
  /// Connections that the engine may accept before it can be told to stop.
  package var burst = 1024
  /// Whether all that wait may be accepted at once: there is room for them.
  package var acceptsAll = true
  /// Bytes of a block: a request head with room to spare, or a response head and a small body.
  package var blockBytes = 16 * 1024
  /// Blocks that are lent to receive into at the most: as many as a buffer ring has room for.
  package var receiveBlocks = 2048
  /// Bytes of a block for streaming large files.
  package var streamBlockBytes = 256 * 1024
  /// Files streamed at a time by way of such a block; further ones go by way of a small one.
  package var streamBlocks = 64
  /// Bytes of a cached body that are handed to one send, so that its progress can be timed.
  package var sendBytes = 256 * 1024
  /// Bytes of a file that are handed to one sendfile(2), and looked for in the page cache before.
  package var sendFileBytes = 2 * 1024 * 1024
  /// Bytes a client may send ahead of the response it waits for, before receiving is paused.
  package var pendingInputBytes = 64 * 1024
  /// Bytes it may have sent ahead all the same; a client beyond that is cut off.
  package var pendingInputBytesMax = 1024 * 1024
  /// Milliseconds a connection may be idle between requests.
  package var idleMilliseconds: UInt64 = 60_000
  /// Milliseconds from a request's first byte to its last, and to say goodbye to a refused client.
  package var requestMilliseconds: UInt64 = 10_000
  /// Milliseconds between two signs of progress of a response.
  package var progressMilliseconds: UInt64 = 60_000
  /// Milliseconds that responses under way may take when the server shuts down.
  package var shutdownMilliseconds: UInt64 = 10_000
  /// Milliseconds after which accepting is tried again when the kernel had no room for a socket.
  package var acceptRetryMilliseconds: UInt64 = 1000
  /// Times that one answer waits for work in the background.
  package var waits = 2
  /// Times that one answer waits for what another connection is finding out.
  package var joins = 3
  package var cache = FileCacheLimits()

  package init() {}

  /// Limits for one of `workers` whose connections are places in a ring of its own.
  ///
  /// A ring's table may be as large as the process's own, `descriptors`; the open files of all
  /// workers are counted in the latter.
  package init(descriptors: Int, workers: Int) {
    backlog = max(16, min(backlog, descriptors / 4))
    burst = backlog
    cache.files = min(cache.files, descriptors / (4 * workers))
    connections = max(16, min(connections, descriptors - burst - cache.files))
  }

  /// Limits for one of `workers` whose connections are among the `descriptors` of the process.
  ///
  /// `nil` where that leaves a worker next to none. An engine that `acceptsAll` takes whoever waits
  /// in the backlog at once: no more may wait there than it has room for, and where that would be
  /// too few it is to accept one by one.
  package init?(sharedDescriptors descriptors: Int, workers: Int, acceptsAll: Bool = false) {
    // Standard streams, the root and what libraries open; a worker's listener, epoll, inotify and
    // two eventfds.
    let share = (descriptors - 16) / workers - 5
    guard share >= 8 else { return nil }
    self.acceptsAll = acceptsAll && share / 4 >= 64
    if self.acceptsAll {
      burst = min(1024, share / 4)
      backlog = burst - 1
    } else {
      burst = max(1, min(64, share / 16))
      backlog = max(16, min(backlog, descriptors / 4))
    }
    cache.files = min(cache.files, share / 4)
    // An eighth, and one at the least, is left to files that are being opened.
    connections = min(connections, share - max(1, share / 8) - burst - cache.files)
  }

  /// Slots beyond `connections`: what the kernel may accept before it is told to stop.
  package var slots: Int { connections + burst }

  /// Blocks for every connection's input and output, and to receive into.
  package var blocks: Int {
    min(BlockPool.blocksMax, 2 * slots + receiveBlocks)
  }
}

/// The bounds of a `FileCache`.
package struct FileCacheLimits: Sendable {
  /// Bytes of all cached bodies and paths.
  package var bytes = 64 * 1024 * 1024
  /// Bytes of the largest body that is kept in memory; sendfile(2) sends a larger one from the
  /// kernel's cache, which costs less than a copy of one's own.
  package var bodyBytes = 256 * 1024
  /// Files known at a time.
  package var entries = 16_384
  /// Descriptors of larger files that are kept open.
  package var files = 1024
  /// Milliseconds after which even a watched file is looked at again: a backstop for changes that
  /// inotify(7) cannot see, such as those through a memory mapping.
  package var validMilliseconds: UInt64 = 1000

  package init() {}

  /// Gives the cache `bytes` in all; no body may take more than a quarter of them.
  package mutating func limit(to bytes: Int) {
    self.bytes = bytes
    bodyBytes = min(bodyBytes, bytes / 4)
  }
}
