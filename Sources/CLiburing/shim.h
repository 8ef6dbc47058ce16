/* liburing for Swift: what its importer cannot see, under names whose types never change.
 *
 * Compiles against liburing 2.3 (Debian 12) and newer. Names whose C type differs between versions
 * (IORING_REGISTER_*, IOSQE_*, openat2's `how`, io_uring_enter's `sig`) are used here only.
 */
#pragma once
/* First: fixes glibc's feature set to the one Swift's Glibc module was built with. */
#include <features.h>
#include <liburing.h>
#include <linux/stat.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/socket.h>

/* Newer than liburing 2.3's header. */
#ifndef IORING_FEAT_RECVSEND_BUNDLE
#define IORING_FEAT_RECVSEND_BUNDLE (1U << 14)
#endif
#ifndef IORING_FEAT_MIN_TIMEOUT
#define IORING_FEAT_MIN_TIMEOUT (1U << 15)
#endif

/* The completion's buffer number stands in the upper half of its flags. */
static const uint32_t URING_CQE_BUFFER_SHIFT = 16;

/* --- Submission: each fills the entry whole, `user_data` last. */

static inline void uring_prepare_nop(struct io_uring_sqe *sqe, uint64_t token) {
  io_uring_prep_nop(sqe);
  sqe->user_data = token;
}

/* Accepts until told to stop; each socket goes into a free slot of the ring's descriptor table. */
static inline void uring_prepare_accept(struct io_uring_sqe *sqe, int listener, uint64_t token) {
  io_uring_prep_multishot_accept(sqe, listener, NULL, NULL, 0);
  sqe->file_index = ~0U; /* IORING_FILE_INDEX_ALLOC, which 2.3's *_direct helpers get wrong */
  sqe->user_data = token;
}

/* Receives into a buffer of the group: once, or until told to stop. */
static inline void uring_prepare_receive(
    struct io_uring_sqe *sqe, int slot, uint16_t group, bool multishot, uint64_t token) {
  io_uring_prep_recv(sqe, slot, NULL, 0, 0);
  if (multishot) sqe->ioprio |= IORING_RECV_MULTISHOT;
  sqe->flags |= IOSQE_FIXED_FILE | IOSQE_BUFFER_SELECT;
  sqe->buf_group = group;
  sqe->user_data = token;
}

static inline void uring_prepare_send(
    struct io_uring_sqe *sqe, int slot, const void *bytes, size_t count, bool more,
    uint64_t token) {
  io_uring_prep_send(
      sqe, slot, bytes, count, MSG_WAITALL | MSG_NOSIGNAL | (more ? MSG_MORE : 0));
  sqe->flags |= IOSQE_FIXED_FILE;
  sqe->user_data = token;
}

/* The parts that `message` names, in one send. */
static inline void uring_prepare_sendmsg(
    struct io_uring_sqe *sqe, int slot, const struct msghdr *message, bool more, uint64_t token) {
  io_uring_prep_sendmsg(sqe, slot, message, MSG_WAITALL | MSG_NOSIGNAL | (more ? MSG_MORE : 0));
  sqe->flags |= IOSQE_FIXED_FILE;
  sqe->user_data = token;
}

static inline void uring_prepare_openat2(
    struct io_uring_sqe *sqe, int directory, const char *path, struct open_how *how,
    uint64_t token) {
  io_uring_prep_openat2(sqe, directory, path, how);
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
    struct io_uring_sqe *sqe, int descriptor, uint64_t token) {
  io_uring_prep_poll_multishot(sqe, descriptor, POLLIN);
  sqe->user_data = token;
}

static inline void uring_prepare_shutdown(
    struct io_uring_sqe *sqe, int slot, int how, uint64_t token) {
  io_uring_prep_shutdown(sqe, slot, how);
  sqe->flags |= IOSQE_FIXED_FILE;
  sqe->user_data = token;
}

/* Cancels the one request that `target` names. Silent when there was one to cancel. */
static inline void uring_prepare_cancel(
    struct io_uring_sqe *sqe, uint64_t target, uint64_t token) {
  io_uring_prep_cancel64(sqe, target, 0);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
  sqe->user_data = token;
}

static inline void uring_prepare_close(struct io_uring_sqe *sqe, int descriptor, uint64_t token) {
  io_uring_prep_close(sqe, descriptor);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
  sqe->user_data = token;
}

static inline void uring_prepare_close_slot(
    struct io_uring_sqe *sqe, unsigned slot, uint64_t token) {
  io_uring_prep_close_direct(sqe, slot);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
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

static inline int uring_register_buffer_ring(
    struct io_uring *ring, struct io_uring_buf_ring *buffers, uint16_t entries, uint16_t group) {
  struct io_uring_buf_reg reg = {0};
  reg.ring_addr = (uint64_t)(uintptr_t)buffers;
  reg.ring_entries = entries;
  reg.bgid = group;
  return io_uring_register_buf_ring(ring, &reg, 0);
}

static inline size_t uring_buffer_ring_bytes(unsigned entries) {
  return entries * sizeof(struct io_uring_buf);
}
