/// What io_uring has learnt, release by release: numbers, names and the kernel that brought each.
///
/// Names without their prefixes, from include/uapi/linux/io_uring.h; versions from
/// io_uring_enter(2), io_uring_setup(2) and the merge windows.
package enum KernelCatalog {
  /// A name, and the first kernel that knew it.
  package struct Entry: Sendable {
    package let name: String
    package let since: KernelVersion

    init(_ name: String, _ major: Int, _ minor: Int) {
      self.name = name
      since = KernelVersion(major, minor)
    }
  }

  /// IORING_OP_*, by number.
  package static let operations: [Entry] = [
    Entry("NOP", 5, 1),
    Entry("READV", 5, 1),
    Entry("WRITEV", 5, 1),
    Entry("FSYNC", 5, 1),
    Entry("READ_FIXED", 5, 1),
    Entry("WRITE_FIXED", 5, 1),
    Entry("POLL_ADD", 5, 1),
    Entry("POLL_REMOVE", 5, 1),
    Entry("SYNC_FILE_RANGE", 5, 2),
    Entry("SENDMSG", 5, 3),
    Entry("RECVMSG", 5, 3),
    Entry("TIMEOUT", 5, 4),
    Entry("TIMEOUT_REMOVE", 5, 5),
    Entry("ACCEPT", 5, 5),
    Entry("ASYNC_CANCEL", 5, 5),
    Entry("LINK_TIMEOUT", 5, 5),
    Entry("CONNECT", 5, 5),
    Entry("FALLOCATE", 5, 6),
    Entry("OPENAT", 5, 6),
    Entry("CLOSE", 5, 6),
    Entry("FILES_UPDATE", 5, 6),
    Entry("STATX", 5, 6),
    Entry("READ", 5, 6),
    Entry("WRITE", 5, 6),
    Entry("FADVISE", 5, 6),
    Entry("MADVISE", 5, 6),
    Entry("SEND", 5, 6),
    Entry("RECV", 5, 6),
    Entry("OPENAT2", 5, 6),
    Entry("EPOLL_CTL", 5, 6),
    Entry("SPLICE", 5, 7),
    Entry("PROVIDE_BUFFERS", 5, 7),
    Entry("REMOVE_BUFFERS", 5, 7),
    Entry("TEE", 5, 8),
    Entry("SHUTDOWN", 5, 11),
    Entry("RENAMEAT", 5, 11),
    Entry("UNLINKAT", 5, 11),
    Entry("MKDIRAT", 5, 15),
    Entry("SYMLINKAT", 5, 15),
    Entry("LINKAT", 5, 15),
    Entry("MSG_RING", 5, 18),
    Entry("FSETXATTR", 5, 19),
    Entry("SETXATTR", 5, 19),
    Entry("FGETXATTR", 5, 19),
    Entry("GETXATTR", 5, 19),
    Entry("SOCKET", 5, 19),
    Entry("URING_CMD", 5, 19),
    Entry("SEND_ZC", 6, 0),
    Entry("SENDMSG_ZC", 6, 1),
    Entry("READ_MULTISHOT", 6, 7),
    Entry("WAITID", 6, 7),
    Entry("FUTEX_WAIT", 6, 7),
    Entry("FUTEX_WAKE", 6, 7),
    Entry("FUTEX_WAITV", 6, 7),
    Entry("FIXED_FD_INSTALL", 6, 8),
    Entry("FTRUNCATE", 6, 9),
    Entry("BIND", 6, 11),
    Entry("LISTEN", 6, 11),
    Entry("RECV_ZC", 6, 15),
    Entry("EPOLL_WAIT", 6, 15),
    Entry("READV_FIXED", 6, 15),
    Entry("WRITEV_FIXED", 6, 15),
    Entry("PIPE", 6, 16),
    Entry("NOP128", 6, 19),
    Entry("URING_CMD128", 6, 19),
  ]

  /// IORING_FEAT_*, by bit.
  package static let features: [Entry] = [
    Entry("SINGLE_MMAP", 5, 4),
    Entry("NODROP", 5, 5),
    Entry("SUBMIT_STABLE", 5, 5),
    Entry("RW_CUR_POS", 5, 6),
    Entry("CUR_PERSONALITY", 5, 6),
    Entry("FAST_POLL", 5, 7),
    Entry("POLL_32BITS", 5, 9),
    Entry("SQPOLL_NONFIXED", 5, 11),
    Entry("EXT_ARG", 5, 11),
    Entry("NATIVE_WORKERS", 5, 12),
    Entry("RSRC_TAGS", 5, 13),
    Entry("CQE_SKIP", 5, 17),
    Entry("LINKED_FILE", 5, 17),
    Entry("REG_REG_RING", 6, 3),
    Entry("RECVSEND_BUNDLE", 6, 10),
    Entry("MIN_TIMEOUT", 6, 12),
    Entry("RW_ATTR", 6, 14),
    Entry("NO_IOWAIT", 6, 15),
  ]

  /// IORING_SETUP_*, by bit.
  package static let setupFlags: [Entry] = [
    Entry("IOPOLL", 5, 1),
    Entry("SQPOLL", 5, 1),
    Entry("SQ_AFF", 5, 1),
    Entry("CQSIZE", 5, 5),
    Entry("CLAMP", 5, 6),
    Entry("ATTACH_WQ", 5, 6),
    Entry("R_DISABLED", 5, 10),
    Entry("SUBMIT_ALL", 5, 18),
    Entry("COOP_TASKRUN", 5, 19),
    Entry("TASKRUN_FLAG", 5, 19),
    Entry("SQE128", 5, 19),
    Entry("CQE32", 5, 19),
    Entry("SINGLE_ISSUER", 6, 0),
    Entry("DEFER_TASKRUN", 6, 1),
    Entry("NO_MMAP", 6, 5),
    Entry("REGISTERED_FD_ONLY", 6, 5),
    Entry("NO_SQARRAY", 6, 6),
    Entry("HYBRID_IOPOLL", 6, 13),
    Entry("CQE_MIXED", 6, 18),
    Entry("SQE_MIXED", 6, 19),
    Entry("SQ_REWIND", 7, 0),
  ]

  /// The number of the operation called `name`.
  static func operation(_ name: String) -> Int { number(of: name, in: operations) }

  /// The bit of the feature called `name`.
  static func feature(_ name: String) -> Int { number(of: name, in: features) }

  /// The bit of the setup flag called `name`.
  static func setupFlag(_ name: String) -> Int { number(of: name, in: setupFlags) }

  private static func number(of name: String, in entries: [Entry]) -> Int {
    guard let number = entries.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(name) is in the catalog")
    }
    return number
  }
}
