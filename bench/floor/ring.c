/* The responder on io_uring. A turn is one system call: it submits what the last turn queued and
 * waits. Then every completion is taken, and only after that is each connection they concerned
 * settled: its answers sent, its receive armed, or itself closed.
 *
 * A send is quiet where it can be: MSG_DONTWAIT makes the kernel finish it while it is submitted,
 * IOSQE_CQE_SKIP_SUCCESS keeps it from completing unless something is left to do. So a send neither
 * ends the wait that it was submitted with nor costs a completion, and as the call that submitted it
 * has returned before anything else is sent, sends of one connection cannot overtake one another.
 * What a quiet send could not finish, a loud one does, which waits in the kernel for room.
 *
 * Compiles against liburing 2.3 and newer. */
#include "floor.h"

#include <errno.h>
#include <liburing.h>
#include <sys/mman.h>
#include <sys/socket.h>

/* Newer than liburing 2.3's header. */
#ifndef IORING_FEAT_MIN_TIMEOUT
#define IORING_FEAT_MIN_TIMEOUT (1U << 15)
#endif

enum {
  ENTRIES = 512,
  COMPLETIONS = 8192,
  BUFFERS = 256,
  BUFFER_BYTES = 4096,
  GROUP = 0,
  GATHERED = 64, /* completions that a minimum wait waits for */
  QUIET_BYTES_MAX = 64 * 1024,
};

enum kind { ACCEPT = 1, RECEIVE, SEND, CANCEL, CLOSE };

struct connection {
  struct head_counter heads;
  uint64_t unanswered;
  const char *next; /* of the send that is under way */
  size_t unsent;
  uint32_t notifications; /* zero-copy sends whose bytes the kernel still uses */
  bool receiving;
  bool sending; /* a send is under way that will complete */
  bool quiet;   /* the last send completes only if it has failed */
  bool closing; /* the last send is linked to the close of the connection */
  bool full;    /* a quiet send found no room, so the next one has to wait for it */
  bool ended;   /* the client sends no more, or may not */
  bool failed;  /* nothing more can be sent */
  bool canceling;
  bool dirty; /* listed to be settled */
};

struct responder {
  struct io_uring ring;
  bool registered;
  const struct options *options;
  struct answer answer;
  struct connection *connections;
  unsigned limit;
  unsigned open;
  unsigned *dirty;
  unsigned dirty_count;
  struct io_uring_buf_ring *buffer_ring;
  unsigned char *buffers; /* of the buffer ring, or one a connection */
  int returned;           /* buffers to be shown to the kernel */
  int listener;
  bool accepting;
  bool paused; /* out of descriptors: nothing is accepted until a connection closes */
};

/* What enter(2) takes since Linux 6.12, under a name of our own: 2.3 calls the field `pad`. */
struct wait_argument {
  uint64_t mask;
  uint32_t mask_bytes;
  uint32_t min_wait_usec;
  uint64_t limit;
};

static void check(int result, const char *what) {
  if (result < 0) fail(what, -result);
}

/* --- System calls */

/* Submits what is queued and waits for `wanted` completions. */
static void enter(struct responder *responder, unsigned wanted) {
  struct io_uring *ring = &responder->ring;
  struct io_uring_sq *queue = &ring->sq;
  queue->sqe_head = queue->sqe_tail;
  __atomic_store_n(queue->ktail, queue->sqe_tail, __ATOMIC_RELEASE);
  unsigned queued = queue->sqe_tail - __atomic_load_n(queue->khead, __ATOMIC_ACQUIRE);
  unsigned flags = IORING_ENTER_GETEVENTS;
  if (responder->registered) flags |= IORING_ENTER_REGISTERED_RING;
  struct wait_argument wait = {.min_wait_usec = responder->options->min_wait};
  size_t bytes = 0;
  if (wanted > 0 && wait.min_wait_usec > 0) {
    flags |= IORING_ENTER_EXT_ARG;
    bytes = sizeof wait;
    wanted = GATHERED;
  }
  int result = io_uring_enter2(
      (unsigned)ring->enter_ring_fd, queued, wanted, flags,
      (sigset_t *)(void *)(bytes > 0 ? &wait : NULL), bytes);
  if (result < 0 && result != -EINTR && result != -EAGAIN && result != -EBUSY &&
      result != -ETIME) {
    fail("cannot enter the ring", -result);
  }
}

/* An entry, with room for `count` in a row so that a link is never cut by a submission. */
static struct io_uring_sqe *entry(struct responder *responder, unsigned count) {
  while (io_uring_sq_space_left(&responder->ring) < count) enter(responder, 0);
  return io_uring_get_sqe(&responder->ring);
}

static void name(struct io_uring_sqe *sqe, enum kind kind, unsigned slot) {
  sqe->user_data = (uint64_t)kind << 32 | slot;
}

/* The connections' descriptors are of the ring's table or, without it, of the process. */
static void address(const struct responder *responder, struct io_uring_sqe *sqe) {
  if (!responder->options->no_direct) sqe->flags |= IOSQE_FIXED_FILE;
}

static void queue_accept(struct responder *responder) {
  struct io_uring_sqe *sqe = entry(responder, 1);
  if (responder->options->no_multishot_accept) {
    io_uring_prep_accept(sqe, responder->listener, NULL, NULL, 0);
  } else {
    io_uring_prep_multishot_accept(sqe, responder->listener, NULL, NULL, 0);
  }
  /* IORING_FILE_INDEX_ALLOC, which 2.3's *_direct helpers get wrong. */
  if (!responder->options->no_direct) sqe->file_index = ~0U;
  name(sqe, ACCEPT, 0);
  responder->accepting = true;
}

/* With --close one receive is all that is wanted, as a rule, and one need not be cancelled. */
static bool receives_once(const struct options *options) {
  return options->no_multishot_receive || options->no_buffer_ring || options->close;
}

static void queue_receive(struct responder *responder, unsigned slot) {
  const struct options *options = responder->options;
  struct io_uring_sqe *sqe = entry(responder, 1);
  if (options->no_buffer_ring) {
    unsigned char *buffer = responder->buffers + (size_t)slot * BUFFER_BYTES;
    io_uring_prep_recv(sqe, (int)slot, buffer, BUFFER_BYTES, 0);
  } else {
    io_uring_prep_recv(sqe, (int)slot, NULL, 0, 0);
    sqe->flags |= IOSQE_BUFFER_SELECT;
    sqe->buf_group = GROUP;
    if (!receives_once(options)) sqe->ioprio |= IORING_RECV_MULTISHOT;
  }
  address(responder, sqe);
  name(sqe, RECEIVE, slot);
  responder->connections[slot].receiving = true;
}

static void queue_cancel_receive(struct responder *responder, unsigned slot) {
  struct io_uring_sqe *sqe = entry(responder, 1);
  io_uring_prep_cancel64(sqe, (uint64_t)RECEIVE << 32 | slot, 0);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
  name(sqe, CANCEL, slot);
}

static void queue_close(struct responder *responder, unsigned slot) {
  struct io_uring_sqe *sqe = entry(responder, 1);
  if (responder->options->no_direct) {
    io_uring_prep_close(sqe, (int)slot);
  } else {
    io_uring_prep_close_direct(sqe, slot);
  }
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
  name(sqe, CLOSE, slot);
  responder->open--;
  responder->paused = false;
}

/* --- Sending */

static void next_answers(const struct responder *responder, struct connection *connection) {
  size_t count = responder->options->no_coalescing ? 1 : responder->answer.repeats;
  if (connection->unanswered < count) count = (size_t)connection->unanswered;
  connection->unanswered -= count;
  connection->next = responder->answer.bytes;
  connection->unsent = count * responder->answer.count;
}

/* Whether this send can be the one whose success need not be told. */
static bool may_be_quiet(const struct responder *responder, const struct connection *connection) {
  const struct options *options = responder->options;
  return !options->no_quiet_sends && !options->zero_copy && !connection->full &&
         connection->unanswered == 0 && connection->unsent <= QUIET_BYTES_MAX;
}

/* Queues a send of what is unsent; true if it closes the connection, too. */
static bool queue_send(struct responder *responder, unsigned slot) {
  const struct options *options = responder->options;
  struct connection *connection = &responder->connections[slot];
  size_t count = connection->unsent;
  if (options->send_bytes > 0 && count > options->send_bytes) count = options->send_bytes;
  bool quiet = count == connection->unsent && may_be_quiet(responder, connection);
  bool closes = quiet && connection->ended && !connection->receiving;
  struct io_uring_sqe *sqe = entry(responder, 2);
  int flags = MSG_WAITALL | MSG_NOSIGNAL | (quiet ? MSG_DONTWAIT : 0);
  if (options->zero_copy) {
    io_uring_prep_send_zc(sqe, (int)slot, connection->next, count, flags, 0);
  } else {
    io_uring_prep_send(sqe, (int)slot, connection->next, count, flags);
  }
  address(responder, sqe);
  if (quiet) sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
  if (closes) sqe->flags |= IOSQE_IO_LINK;
  name(sqe, SEND, slot);
  connection->quiet = quiet;
  connection->closing = closes;
  connection->sending = !quiet;
  connection->full = false;
  if (closes) queue_close(responder, slot);
  return closes;
}

/* --- Settling */

static void mark(struct responder *responder, unsigned slot) {
  struct connection *connection = &responder->connections[slot];
  if (connection->dirty) return;
  connection->dirty = true;
  responder->dirty[responder->dirty_count++] = slot;
}

/* Sends what is owed; true if that closes the connection, too. */
static bool settle_answers(struct responder *responder, unsigned slot) {
  struct connection *connection = &responder->connections[slot];
  /* Every completion was taken and none was its, so it has succeeded. */
  if (connection->quiet) connection->unsent = 0;
  connection->quiet = false;
  if (connection->failed) connection->unsent = connection->unanswered = 0;
  if (connection->sending) return false;
  if (connection->unsent == 0) next_answers(responder, connection);
  return connection->unsent > 0 && queue_send(responder, slot);
}

/* Queues what a connection needs, all of it in one place and at most one send a turn. */
static void settle(struct responder *responder, unsigned slot) {
  struct connection *connection = &responder->connections[slot];
  connection->dirty = false;
  if (settle_answers(responder, slot)) return;
  if (!connection->ended) {
    if (!connection->receiving) queue_receive(responder, slot);
  } else if (connection->receiving) {
    if (!connection->canceling) queue_cancel_receive(responder, slot);
    connection->canceling = true;
  } else if (!connection->sending && connection->notifications == 0) {
    queue_close(responder, slot);
  }
}

static void settle_all(struct responder *responder) {
  for (unsigned index = 0; index < responder->dirty_count; index++) {
    settle(responder, responder->dirty[index]);
  }
  responder->dirty_count = 0;
  if (!responder->accepting && !responder->paused) queue_accept(responder);
}

/* --- Completions */

static void accepted(struct responder *responder, const struct io_uring_cqe *cqe) {
  if ((cqe->flags & IORING_CQE_F_MORE) == 0) responder->accepting = false;
  if (cqe->res >= 0) {
    responder->open++;
    /* No descriptor is above the limit that was read at the start. */
    responder->connections[cqe->res] = (struct connection){0};
    mark(responder, (unsigned)cqe->res);
    return;
  }
  switch (-cqe->res) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
      if (responder->open == 0) fail("cannot accept", -cqe->res);
      responder->paused = true;
      break;
    case ECONNABORTED:
    case ECONNRESET:
    case EINTR:
    case EAGAIN:
    case EPROTO: break;
    default: fail("cannot accept", -cqe->res);
  }
}

static const unsigned char *buffer_of(
    const struct responder *responder, const struct io_uring_cqe *cqe, unsigned slot) {
  bool own = responder->options->no_buffer_ring;
  size_t number = own ? slot : cqe->flags >> IORING_CQE_BUFFER_SHIFT;
  return responder->buffers + number * BUFFER_BYTES;
}

/* Gives a buffer of the ring back; the kernel sees it when the turn's completions are done. */
static void return_buffer(struct responder *responder, unsigned number) {
  io_uring_buf_ring_add(
      responder->buffer_ring, responder->buffers + (size_t)number * BUFFER_BYTES, BUFFER_BYTES,
      (unsigned short)number, io_uring_buf_ring_mask(BUFFERS), responder->returned++);
}

static void received(
    struct responder *responder, unsigned slot, const struct io_uring_cqe *cqe) {
  struct connection *connection = &responder->connections[slot];
  if ((cqe->flags & IORING_CQE_F_MORE) == 0) {
    connection->receiving = false;
    mark(responder, slot);
  }
  if (cqe->res > 0 && !connection->ended) {
    const unsigned char *bytes = buffer_of(responder, cqe, slot);
    size_t heads = count_heads(&connection->heads, bytes, (size_t)cqe->res);
    connection->unanswered += heads;
    if (heads > 0) mark(responder, slot);
    if (heads > 0 && responder->options->close) {
      connection->unanswered = 1;
      connection->ended = true;
    }
  } else if (cqe->res == 0) {
    connection->ended = true;
  } else if (cqe->res != -ENOBUFS && cqe->res != -EINTR && cqe->res < 0) {
    /* Out of buffers is no failure: all are given back before the receive is armed again. */
    connection->ended = connection->failed = true;
  }
  if ((cqe->flags & IORING_CQE_F_BUFFER) != 0) {
    return_buffer(responder, cqe->flags >> IORING_CQE_BUFFER_SHIFT);
  }
}

static void sent(struct responder *responder, unsigned slot, const struct io_uring_cqe *cqe) {
  struct connection *connection = &responder->connections[slot];
  mark(responder, slot);
  if ((cqe->flags & IORING_CQE_F_NOTIF) != 0) {
    connection->notifications--;
    return;
  }
  if ((cqe->flags & IORING_CQE_F_MORE) != 0) connection->notifications++;
  /* It has failed, so the close that was linked to it was called off. */
  if (connection->closing) responder->open++;
  connection->closing = false;
  connection->full = connection->quiet;
  connection->quiet = false;
  connection->sending = false;
  if (cqe->res >= 0) {
    connection->next += cqe->res;
    connection->unsent -= (size_t)cqe->res;
  } else if (cqe->res != -EAGAIN && cqe->res != -EINTR) {
    connection->ended = connection->failed = true;
  }
}

static void completed(struct responder *responder, const struct io_uring_cqe *cqe) {
  unsigned slot = (unsigned)cqe->user_data;
  switch ((enum kind)(cqe->user_data >> 32)) {
    case ACCEPT: accepted(responder, cqe); break;
    case RECEIVE: received(responder, slot, cqe); break;
    case SEND: sent(responder, slot, cqe); break;
    case CANCEL: break; /* there was nothing left to cancel */
    case CLOSE:
      if (cqe->res != -ECANCELED) check(cqe->res, "cannot close a connection");
      break;
  }
}

static void take_completions(struct responder *responder) {
  struct io_uring_cq *queue = &responder->ring.cq;
  unsigned head = *queue->khead;
  unsigned tail = __atomic_load_n(queue->ktail, __ATOMIC_ACQUIRE);
  unsigned mask = *queue->kring_mask;
  for (; head != tail; head++) completed(responder, &queue->cqes[head & mask]);
  __atomic_store_n(queue->khead, head, __ATOMIC_RELEASE);
  if (responder->returned > 0) {
    io_uring_buf_ring_advance(responder->buffer_ring, responder->returned);
    responder->returned = 0;
  }
}

/* Whether something that was queued may have happened, or may yet, without a completion in sight. */
static bool is_behind(const struct responder *responder) {
  const struct io_uring *ring = &responder->ring;
  unsigned flags = __atomic_load_n(ring->sq.kflags, __ATOMIC_ACQUIRE);
  return (flags & IORING_SQ_CQ_OVERFLOW) != 0 || io_uring_sq_ready(ring) > 0;
}

/* --- Setting up */

static void set_up_ring(struct responder *responder) {
  struct io_uring_params parameters = {.cq_entries = COMPLETIONS};
  parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_CQSIZE;
  parameters.flags |= responder->options->no_defer_taskrun ? IORING_SETUP_COOP_TASKRUN
                                                           : IORING_SETUP_DEFER_TASKRUN;
  struct io_uring *ring = &responder->ring;
  check(io_uring_queue_init_params(ENTRIES, ring, &parameters), "cannot set the ring up");
  if (responder->options->min_wait > 0 && (parameters.features & IORING_FEAT_MIN_TIMEOUT) == 0) {
    fail("--min-wait needs Linux 6.12", EOPNOTSUPP);
  }
  check(io_uring_register_ring_fd(ring), "cannot register the ring");
  responder->registered = true;
  if (responder->options->no_direct) return;
  check(io_uring_register_files_sparse(ring, responder->limit), "cannot make descriptor table");
}

static void set_up_buffers(struct responder *responder) {
  if (responder->options->no_buffer_ring) {
    responder->buffers = allocate((size_t)responder->limit * BUFFER_BYTES, "buffers");
    return;
  }
  responder->buffers = allocate((size_t)BUFFERS * BUFFER_BYTES, "buffers");
  responder->buffer_ring = allocate(BUFFERS * sizeof(struct io_uring_buf), "the buffer ring");
  io_uring_buf_ring_init(responder->buffer_ring);
  struct io_uring_buf_reg registration = {
      .ring_addr = (uint64_t)(uintptr_t)responder->buffer_ring,
      .ring_entries = BUFFERS,
      .bgid = GROUP,
  };
  check(
      io_uring_register_buf_ring(&responder->ring, &registration, 0),
      "cannot register the buffer ring");
  for (unsigned number = 0; number < BUFFERS; number++) return_buffer(responder, number);
}

void serve_ring(int listener, const struct options *options) {
  static struct responder responder;
  responder.options = options;
  responder.listener = listener;
  responder.answer = make_answer(options);
  responder.limit = connection_limit();
  responder.connections =
      allocate(responder.limit * sizeof(struct connection), "the connections");
  responder.dirty = allocate(responder.limit * sizeof(unsigned), "the connections");
  set_up_ring(&responder);
  set_up_buffers(&responder);
  announce(listener);
  for (;;) {
    take_completions(&responder);
    while (is_behind(&responder)) {
      enter(&responder, 0);
      take_completions(&responder);
    }
    settle_all(&responder);
    enter(&responder, 1);
  }
}
