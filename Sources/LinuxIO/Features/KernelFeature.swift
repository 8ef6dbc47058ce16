/// A row of what the server looks at in a kernel: what it is for, and what is lost without it.
package struct KernelFeature: Sendable {
  /// Its name for programs, which stays.
  package let key: String
  /// Its name for people.
  package let title: String
  /// The first mainline kernel with it.
  package let since: KernelVersion
  package let question: KernelQuestion
  /// The best tier that does without it is the one below this; `nil` if every tier does.
  package let tier: RingTier?
  /// What the server uses it for; `nil` if it does not.
  package let use: String?
  /// What is lost without it, or why the server does not use it.
  package let loss: String

  private init(
    _ key: String, _ title: String, _ since: (Int, Int), _ question: KernelQuestion,
    _ tier: RingTier? = nil, use: String? = nil, loss: String
  ) {
    self.key = key
    self.title = title
    self.since = KernelVersion(since.0, since.1)
    self.question = question
    self.tier = tier
    self.use = use
    self.loss = loss
  }

  private static func operation(
    _ key: String, _ title: String, _ name: String, use: String
  ) -> KernelFeature {
    let number = KernelCatalog.operation(name)
    let since = KernelCatalog.operations[number].since
    return KernelFeature(
      key, title, (since.major, since.minor), .operation(number), .four, use: use,
      loss: "epoll serves")
  }

  private static func feature(
    _ key: String, _ title: String, _ name: String, _ tier: RingTier? = nil, use: String? = nil,
    loss: String
  ) -> KernelFeature {
    let bit = KernelCatalog.feature(name)
    let since = KernelCatalog.features[bit].since
    return KernelFeature(
      key, title, (since.major, since.minor), .feature(bit), tier, use: use, loss: loss)
  }

  private static func setup(
    _ key: String, _ title: String, _ name: String, _ tier: RingTier, use: String, loss: String
  ) -> KernelFeature {
    let bit = KernelCatalog.setupFlag(name)
    let since = KernelCatalog.setupFlags[bit].since
    return KernelFeature(
      key, title, (since.major, since.minor), .setupFlag(bit), tier, use: use, loss: loss)
  }

  /// All of them; what a tier needs comes before what a better one needs.
  package static let all = floor + table + issuer + best + extra

  /// What io_uring is not used without.
  private static let floor: [KernelFeature] = [
    KernelFeature(
      "ring", "a ring", (5, 1), .ring, .four, use: "everything",
      loss: "epoll serves"),
    KernelFeature(
      "probe", "list of operations", (5, 6), .registration(.probe), .four,
      use: "knowing what can be asked for", loss: "epoll serves"),
    KernelFeature(
      "no_operation", "entries are carried out", (5, 1), .behaviour(.noOperation), .four,
      use: "everything", loss: "epoll serves"),
    feature(
      "no_drop", "completions are not lost", "NODROP", .four, use: "more events than expected",
      loss: "epoll serves"),
    feature(
      "submit_stable", "arguments copied at submission", "SUBMIT_STABLE", .four,
      use: "paths and messages kept for one turn", loss: "epoll serves"),
    feature(
      "fast_poll", "sockets wait without threads", "FAST_POLL", .four, use: "every receive",
      loss: "epoll serves"),
    feature(
      "timed_wait", "waits with a time limit", "EXT_ARG", .four, use: "every turn of the loop",
      loss: "epoll serves"),
    operation("accept", "accept", "ACCEPT", use: "new connections"),
    operation("receive", "receive", "RECV", use: "requests"),
    operation(
      "provide_buffers", "buffers chosen by the kernel", "PROVIDE_BUFFERS",
      use: "idle connections that hold no memory"),
    operation("send", "send", "SEND", use: "responses in one piece"),
    operation("sendmsg", "send of two parts", "SENDMSG", use: "a head and its body together"),
    operation("openat2", "open below a root", "OPENAT2", use: "files, confined by the kernel"),
    operation("statx", "facts about files", "STATX", use: "sizes, times and freshness"),
    operation("read", "read", "READ", use: "bodies that are not in memory"),
    operation("poll", "poll", "POLL_ADD", use: "changes of files, wake-ups"),
    operation("async_cancel", "cancel", "ASYNC_CANCEL", use: "time limits, shutdown"),
    operation("close", "close", "CLOSE", use: "connections and files"),
    operation("shutdown", "half-close", "SHUTDOWN", use: "a refused client reads why"),
    KernelFeature(
      "open_beneath", "opens stay below the root", (5, 6), .behaviour(.openStaysBeneath), .four,
      use: "no path leads out", loss: "epoll serves"),
    KernelFeature(
      "cancels", "operations can be cancelled", (5, 5), .behaviour(.cancels), .four,
      use: "memory is reused when the kernel is done", loss: "epoll serves"),
  ]

  private static let table: [KernelFeature] = [
    feature(
      "silent_success", "silent success", "CQE_SKIP", .three, use: "closes and cancellations",
      loss: "a completion more for each"),
    setup(
      "submit_all", "a bad entry stops no others", "SUBMIT_ALL", .three, use: "every batch",
      loss: "a batch may take two calls"),
    setup(
      "cooperative_task_run", "no interrupts for completions", "COOP_TASKRUN", .three,
      use: "the loop is not disturbed", loss: "an interrupt for many completions"),
    setup(
      "task_run_flag", "sign of pending work", "TASKRUN_FLAG", .three,
      use: "seeing changes of files before requests", loss: "a call more to find out"),
    KernelFeature(
      "worker_bounds", "bounded kernel threads", (5, 15), .registration(.workerBounds), .three,
      use: "a handful of threads at the most", loss: "kernel threads up to the limit of processes"),
    KernelFeature(
      "buffer_ring", "ring of buffers", (5, 19), .registration(.bufferRing), .three,
      use: "memory handed over by one store", loss: "an entry for each buffer"),
    KernelFeature(
      "multishot_accept", "one accept for all", (5, 19), .behaviour(.acceptRepeats), .three,
      use: "new connections", loss: "an entry for each connection"),
    KernelFeature(
      "multishot_poll", "one poll for all changes", (5, 13), .behaviour(.pollRepeats), .three,
      use: "changes of files, wake-ups", loss: "an entry for each change"),
  ]

  private static let issuer: [KernelFeature] = [
    setup(
      "single_issuer", "one thread owns the ring", "SINGLE_ISSUER", .two, use: "no locks inside",
      loss: "a few per cent of CPU"),
    setup(
      "deferred_task_run", "work done when waited for", "DEFER_TASKRUN", .two,
      use: "completions in batches", loss: "about a fifth of the CPU time per request"),
    KernelFeature(
      "multishot_receive", "one receive a connection", (6, 0), .behaviour(.receiveRepeats), .two,
      use: "requests", loss: "an entry for each request"),
  ]

  private static let best: [KernelFeature] = [
    KernelFeature(
      "descriptor_table", "table of descriptors", (5, 19), .registration(.descriptorTable), .one,
      use: "connections without descriptors of the process",
      loss: "connections count against the limit on open files"),
    KernelFeature(
      "prompt_close", "closed places close at once", (6, 13), .behaviour(.closesAtOnce), .one,
      use: "connections in the table",
      loss: "a closed connection there would stay open for as long as others are idle"),
    KernelFeature(
      "vectored_send", "plain send of two parts", (6, 17), .behaviour(.sendsStretches), .one,
      use: "a head and its body together", loss: "sendmsg, which costs a little more"),
  ]

  /// What no tier depends on.
  private static let extra: [KernelFeature] = [
    KernelFeature(
      "query", "kernel describes itself", (6, 18), .query, use: "this report",
      loss: "some flags cannot be told here"),
    KernelFeature(
      "ring_descriptor", "registered ring", (5, 18), .registration(.ringDescriptor),
      use: "cheaper calls", loss: "a look-up for each call"),
    KernelFeature(
      "install_descriptor", "descriptors of places in the table", (6, 8),
      .operation(KernelCatalog.operation("FIXED_FD_INSTALL")),
      use: "large files by sendfile(2), from the table too",
      loss: "large files are copied twice where sockets are in the table"),
    KernelFeature(
      "send_all", "short sends are completed", (5, 19), .behaviour(.sendsAll),
      use: "large bodies in fewer turns", loss: "the server goes on itself"),
    KernelFeature(
      "linked_entries", "chains of entries", (5, 3), .behaviour(.chains),
      loss: "not used: each step is decided by the one before"),
    feature(
      "minimum_wait", "waits that gather", "MIN_TIMEOUT",
      loss: "not used: it cost CPU and time, see the benchmarks"),
    KernelFeature(
      "zero_copy_send", "send without a copy", (6, 2), .behaviour(.zeroCopy),
      loss: "not used: copied all the same on loopback, dear for small bodies"),
    feature(
      "bundles", "several buffers a receive", "RECVSEND_BUNDLE",
      loss: "not used: requests are small"),
    KernelFeature(
      "incremental_buffers", "buffers filled bit by bit", (6, 12),
      .registration(.incrementalBuffers), loss: "not used: a request is one block"),
    KernelFeature(
      "receive_cap", "bounded multishot receive", (6, 17), .behaviour(.receiveCap),
      loss: "not used: a block bounds each receive"),
    feature(
      "no_iowait", "waiting is no disk wait", "NO_IOWAIT",
      loss: "not used: an idle server may show as iowait in top"),
    KernelFeature(
      "restrictions", "a ring restricts itself", (5, 10), .registration(.restrictions),
      loss: "not used yet"),
  ]
}
