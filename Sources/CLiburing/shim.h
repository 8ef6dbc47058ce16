/* liburing for Swift: what its importer cannot see, under names whose types never change.
 *
 * Compiles against liburing 2.3 (Debian 12) and newer. Names whose C type differs between versions
 * (IORING_REGISTER_*, IOSQE_*, openat2's `how`, io_uring_enter's `sig`) are used here only.
 */
#pragma once
/* First: fixes glibc's feature set to the one Swift's Glibc module was built with. */
#include <features.h>
#include <errno.h>
#include <liburing.h>
#include <linux/stat.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Hidden without _GNU_SOURCE. */
long syscall(long, ...);

/* Newer than liburing 2.3's header: IORING_SEND_VECTORIZED, Linux 6.17. */
static const uint32_t URING_SEND_VECTORIZED = 1U << 5;

/* The completion's buffer number stands in the upper half of its flags. */
static const uint32_t URING_CQE_BUFFER_SHIFT = 16;

/* --- Submission: each fills the entry whole, `user_data` last. */

static inline void uring_prepare_nop(struct io_uring_sqe *sqe, uint64_t token) {
  io_uring_prep_nop(sqe);
  sqe->user_data = token;
}

/* Accepts once or until told to stop; each socket becomes a descriptor of the process, or goes into
 * a free slot of the ring's descriptor table, where nothing can be inherited. */
static inline void uring_prepare_accept(
    struct io_uring_sqe *sqe, int listener, bool direct, bool multishot, uint64_t token) {
  int flags = direct ? 0 : SOCK_CLOEXEC;
  if (multishot) {
    io_uring_prep_multishot_accept(sqe, listener, NULL, NULL, flags);
  } else {
    io_uring_prep_accept(sqe, listener, NULL, NULL, flags);
  }
  /* IORING_FILE_INDEX_ALLOC, which 2.3's *_direct helpers get wrong. */
  if (direct) sqe->file_index = ~0U;
  sqe->user_data = token;
}

/* Receives into a buffer of the group: once, or until told to stop. */
static inline void uring_prepare_receive(
    struct io_uring_sqe *sqe, int socket, bool direct, uint16_t group, bool multishot,
    size_t cap, uint64_t token) {
  io_uring_prep_recv(sqe, socket, NULL, cap, 0);
  if (multishot) sqe->ioprio |= IORING_RECV_MULTISHOT;
  sqe->flags |= IOSQE_BUFFER_SELECT | (direct ? IOSQE_FIXED_FILE : 0);
  sqe->buf_group = group;
  sqe->user_data = token;
}

/* Receives a byte from a place of the table into memory of its own. */
static inline void uring_prepare_wait(
    struct io_uring_sqe *sqe, int slot, void *byte, uint64_t token) {
  io_uring_prep_recv(sqe, slot, byte, 1, 0);
  sqe->flags |= IOSQE_FIXED_FILE;
  sqe->user_data = token;
}

/* Hands the group a buffer. */
static inline void uring_prepare_provide(
    struct io_uring_sqe *sqe, void *bytes, unsigned count, uint16_t group, uint16_t number,
    uint64_t token) {
  io_uring_prep_provide_buffers(sqe, bytes, (int)count, 1, group, number);
  sqe->user_data = token;
}

static inline void uring_prepare_send(
    struct io_uring_sqe *sqe, int socket, bool direct, const void *bytes, size_t count, bool more,
    uint64_t token) {
  io_uring_prep_send(
      sqe, socket, bytes, count, MSG_WAITALL | MSG_NOSIGNAL | (more ? MSG_MORE : 0));
  sqe->flags |= direct ? IOSQE_FIXED_FILE : 0;
  sqe->user_data = token;
}

/* The parts that `message` names, in one send: by itself, or as a vector (IORING_SEND_VECTORIZED),
 * which saves the kernel a look at the message. */
static inline void uring_prepare_sendmsg(
    struct io_uring_sqe *sqe, int socket, bool direct, const struct msghdr *message,
    bool vectorized, bool more, uint64_t token) {
  int flags = MSG_WAITALL | MSG_NOSIGNAL | (more ? MSG_MORE : 0);
  if (vectorized) {
    io_uring_prep_send(sqe, socket, message->msg_iov, message->msg_iovlen, flags);
    sqe->ioprio |= URING_SEND_VECTORIZED;
  } else {
    io_uring_prep_sendmsg(sqe, socket, message, flags);
  }
  sqe->flags |= direct ? IOSQE_FIXED_FILE : 0;
  sqe->user_data = token;
}

/* Sends without a copy, and says whether there was one all the same (IORING_SEND_ZC_REPORT_USAGE).
 */
static inline void uring_prepare_send_zc(
    struct io_uring_sqe *sqe, int socket, const void *bytes, size_t count, uint64_t token) {
  io_uring_prep_send_zc(sqe, socket, bytes, count, MSG_NOSIGNAL, 1U << 3);
  sqe->user_data = token;
}

/* The entry behind it waits for its success. */
static inline void uring_link(struct io_uring_sqe *sqe) {
  sqe->flags |= IOSQE_IO_LINK;
}

static inline void uring_prepare_openat2(
    struct io_uring_sqe *sqe, int directory, const char *path, struct open_how *how,
    bool on_thread, uint64_t token) {
  io_uring_prep_openat2(sqe, directory, path, how);
  sqe->flags |= on_thread ? IOSQE_ASYNC : 0;
  sqe->user_data = token;
}

/* Looks at the open descriptor itself, so no path can be swapped in between. */
static inline void uring_prepare_statx(
    struct io_uring_sqe *sqe, int descriptor, struct statx *facts, uint64_t token) {
  io_uring_prep_statx(sqe, descriptor, "", 0x1000 /* AT_EMPTY_PATH */, STATX_BASIC_STATS, facts);
  sqe->user_data = token;
}

static inline void uring_prepare_read(
    struct io_uring_sqe *sqe, int descriptor, void *bytes, unsigned count, uint64_t offset,
    uint64_t token) {
  io_uring_prep_read(sqe, descriptor, bytes, count, offset);
  sqe->user_data = token;
}

static inline void uring_prepare_poll(
    struct io_uring_sqe *sqe, int descriptor, bool multishot, uint64_t token) {
  if (multishot) {
    io_uring_prep_poll_multishot(sqe, descriptor, POLLIN);
  } else {
    io_uring_prep_poll_add(sqe, descriptor, POLLIN);
  }
  sqe->user_data = token;
}

/* Once, when a socket has room or has failed. */
static inline void uring_prepare_poll_out(
    struct io_uring_sqe *sqe, int socket, bool direct, uint64_t token) {
  io_uring_prep_poll_add(sqe, socket, POLLOUT);
  sqe->flags |= direct ? IOSQE_FIXED_FILE : 0;
  sqe->user_data = token;
}

/* Newer than liburing 2.3: IORING_OP_FIXED_FD_INSTALL, Linux 6.8; the descriptor is closed on
 * execve(2). */
static inline void uring_prepare_install(struct io_uring_sqe *sqe, int slot, uint64_t token) {
  io_uring_prep_nop(sqe);
  sqe->opcode = 54;
  sqe->fd = slot;
  sqe->flags |= IOSQE_FIXED_FILE;
  sqe->user_data = token;
}

static inline void uring_prepare_shutdown(
    struct io_uring_sqe *sqe, int socket, bool direct, int how, uint64_t token) {
  io_uring_prep_shutdown(sqe, socket, how);
  sqe->flags |= direct ? IOSQE_FIXED_FILE : 0;
  sqe->user_data = token;
}

/* Cancels the one request that `target` names. If quiet, silent when there was one to cancel. */
static inline void uring_prepare_cancel(
    struct io_uring_sqe *sqe, uint64_t target, bool quiet, uint64_t token) {
  io_uring_prep_cancel64(sqe, target, 0);
  sqe->flags |= quiet ? IOSQE_CQE_SKIP_SUCCESS : 0;
  sqe->user_data = token;
}

static inline void uring_prepare_close(
    struct io_uring_sqe *sqe, int descriptor, bool direct, bool quiet, uint64_t token) {
  if (direct) {
    io_uring_prep_close_direct(sqe, (unsigned)descriptor);
  } else {
    io_uring_prep_close(sqe, descriptor);
  }
  sqe->flags |= quiet ? IOSQE_CQE_SKIP_SUCCESS : 0;
  sqe->user_data = token;
}

/* --- Completion: the macros of liburing.h as functions. */

static inline unsigned uring_completions_ready(const struct io_uring *ring) {
  return __atomic_load_n(ring->cq.ktail, __ATOMIC_ACQUIRE) - *ring->cq.khead;
}

static inline const struct io_uring_cqe *uring_completion(
    const struct io_uring *ring, unsigned ahead) {
  return &ring->cq.cqes[(*ring->cq.khead + ahead) & *ring->cq.kring_mask];
}

/* Whether the kernel holds back completions that one more enter would deliver. */
static inline bool uring_work_pending(const struct io_uring *ring) {
  return (__atomic_load_n(ring->sq.kflags, __ATOMIC_ACQUIRE) &
          (IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW)) != 0;
}

/* --- The ring of provided buffers. */

static inline int uring_register(
    unsigned ring, unsigned operation, const void *argument, unsigned count) {
  long result = syscall(__NR_io_uring_register, ring, operation, argument, count);
  return result < 0 ? -errno : (int)result;
}

/* With flags that 2.3's `struct io_uring_buf_reg` has no name for. */
static inline int uring_register_buffer_ring(
    struct io_uring *ring, struct io_uring_buf_ring *buffers, uint16_t entries, uint16_t group,
    uint16_t flags) {
  struct {
    uint64_t address;
    uint32_t entries;
    uint16_t group, flags;
    uint64_t reserved[3];
  } registration = {(uint64_t)(uintptr_t)buffers, entries, group, flags, {0}};
  return uring_register((unsigned)ring->ring_fd, 22, &registration, 1);
}

static inline size_t uring_buffer_ring_bytes(unsigned entries) {
  return entries * sizeof(struct io_uring_buf);
}

/* --- What the kernel says of itself. */

/* Fills in which operations there are, 0 or 1 each; returns the last one's number or an error. */
static inline int uring_probe(struct io_uring *ring, uint8_t supported[256]) {
  uint64_t memory[(sizeof(struct io_uring_probe) + 256 * sizeof(struct io_uring_probe_op)) / 8];
  memset(memory, 0, sizeof memory);
  struct io_uring_probe *probe = (struct io_uring_probe *)memory;
  int result = uring_register((unsigned)ring->ring_fd, 8, probe, 256);
  if (result < 0) return result;
  for (int number = 0; number < 256; number++)
    supported[number] = (probe->ops[number].flags & IO_URING_OP_SUPPORTED) != 0;
  return probe->last_op;
}

/* Linux 6.18: everything at once, without a ring. Returns 0 or an error. */
struct uring_query {
  uint32_t operations, registrations;
  uint64_t features, setup, enter, entry;
  uint32_t queries, reserved;
};

static inline int uring_ask(struct uring_query *answer) {
  struct {
    uint64_t next, data;
    uint32_t operation, size;
    int32_t result;
    uint32_t reserved[3];
  } head = {0, (uint64_t)(uintptr_t)answer, 0, sizeof *answer, 0, {0}};
  int result = uring_register(~0U, 35, &head, 0);
  return result < 0 ? result : head.result;
}

/* Sets a small ring up with `flags` and closes it; returns 0 or an error. */
static inline int uring_attempt_setup(uint32_t flags) {
  struct io_uring_params parameters;
  memset(&parameters, 0, sizeof parameters);
  parameters.flags = flags;
  parameters.cq_entries = 8;
  long ring = syscall(__NR_io_uring_setup, 4, &parameters);
  if (ring < 0) return -errno;
  close((int)ring);
  return 0;
}

/* Allows nothing but a no-op on a ring that is not enabled yet. */
static inline int uring_restrict(struct io_uring *ring) {
  struct io_uring_restriction allowed = {.opcode = 1 /* SQE_OP */, .sqe_op = IORING_OP_NOP};
  return uring_register((unsigned)ring->ring_fd, 11, &allowed, 1);
}

/* The liburing this was built against; 2.3 and older do not say. */
#ifdef IO_URING_VERSION_MAJOR
static const int URING_VERSION_MAJOR = IO_URING_VERSION_MAJOR;
static const int URING_VERSION_MINOR = IO_URING_VERSION_MINOR;
#else
static const int URING_VERSION_MAJOR = 2;
static const int URING_VERSION_MINOR = 3;
#endif
