/* The responder on edge-triggered epoll: what is received is answered at once, and a connection
 * costs one epoll_ctl in its life, or none if it is over before it ever waited. Large answers are
 * sent with sendfile(2), which hands pages over where send(2) would copy them. */
#include "floor.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  EVENTS = 256,
  RECEIVE_BYTES = 64 * 1024,
  ACCEPTS_MAX = 256,
  SENDFILE_BYTES_MIN = 256 * 1024,
};

struct connection {
  struct head_counter heads;
  uint64_t unanswered;
  const char *next; /* of the send that is under way */
  size_t unsent;
  bool ended;   /* the client sends no more */
  bool blocked; /* the socket took no more; an edge tells when it does */
};

struct responder {
  const struct options *options;
  struct answer answer;
  struct connection *connections;
  unsigned limit;
  int epoll;
  int listener;
  int file; /* the answer once more, for sendfile(2); -1 while answers are small */
  bool paused; /* out of descriptors: the listener is not asked until a connection closes */
};

static unsigned char input[RECEIVE_BYTES];

static void watch_listener(struct responder *responder, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = responder->listener};
  if (epoll_ctl(responder->epoll, operation, responder->listener, &event) != 0) {
    fail("cannot watch the listener", errno);
  }
}

static void end_connection(struct responder *responder, int socket) {
  if (close(socket) != 0 && errno != ECONNRESET) fail("cannot close a connection", errno);
  if (!responder->paused) return;
  responder->paused = false;
  watch_listener(responder, EPOLL_CTL_MOD, EPOLLIN);
}

static void next_answers(const struct responder *responder, struct connection *connection) {
  size_t count = responder->answer.repeats;
  if (connection->unanswered < count) count = (size_t)connection->unanswered;
  connection->unanswered -= count;
  connection->next = responder->answer.bytes;
  connection->unsent = count * responder->answer.count;
}

static ssize_t send_some(const struct responder *responder, const struct connection *connection,
                         int socket, size_t count) {
  if (responder->file < 0) {
    return send(socket, connection->next, count, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  off_t offset = connection->next - responder->answer.bytes;
  return sendfile(socket, responder->file, &offset, count);
}

/* Sends what is owed until the socket takes no more; false if the connection is lost. */
static bool send_answers(const struct responder *responder, struct connection *connection,
                         int socket) {
  while (!connection->blocked) {
    if (connection->unsent == 0) {
      if (connection->unanswered == 0) return true;
      next_answers(responder, connection);
    }
    size_t count = connection->unsent;
    size_t most = responder->options->send_bytes;
    if (most > 0 && count > most) count = most;
    ssize_t sent = send_some(responder, connection, socket, count);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN) return false;
    if (sent > 0) {
      connection->next += sent;
      connection->unsent -= (size_t)sent;
    }
    /* A short count says as much as EAGAIN, epoll(7). */
    connection->blocked = sent < (ssize_t)count;
  }
  return true;
}

/* Receives until there is no more; false if the connection is lost. */
static bool receive_heads(const struct responder *responder, struct connection *connection,
                          int socket, bool ends) {
  while (!connection->ended) {
    ssize_t count = recv(socket, input, sizeof input, MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN;
    connection->unanswered += count_heads(&connection->heads, input, (size_t)count);
    connection->ended = count == 0;
    if (responder->options->close && connection->unanswered > 0) {
      connection->unanswered = 1;
      connection->ended = true;
    }
    /* A short count says that there was no more, but for an end that was reported already. */
    if ((size_t)count < sizeof input && !ends) break;
  }
  return true;
}

/* Does all that can be done now; false if the connection is over and closed. */
static bool advance(struct responder *responder, int socket, uint32_t events) {
  struct connection *connection = &responder->connections[socket];
  bool ends = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  if ((events & EPOLLOUT) != 0) connection->blocked = false;
  bool alive = ((events & EPOLLIN) == 0 && !ends) ||
               receive_heads(responder, connection, socket, ends);
  alive = alive && send_answers(responder, connection, socket);
  if (alive && !(connection->ended && connection->unsent == 0)) return true;
  end_connection(responder, socket);
  return false;
}

/* A request usually stands behind its connection already, so that is tried before waiting. */
static void accepted(struct responder *responder, int socket) {
  if ((unsigned)socket >= responder->limit) {
    end_connection(responder, socket);
    return;
  }
  responder->connections[socket] = (struct connection){0};
  if (!advance(responder, socket, EPOLLIN)) return;
  struct epoll_event event = {
      .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.fd = socket};
  if (epoll_ctl(responder->epoll, EPOLL_CTL_ADD, socket, &event) != 0) {
    fail("cannot watch a connection", errno);
  }
}

static bool is_passing(int error) {
  return error == EINTR || error == ECONNABORTED || error == EPROTO || error == ENETDOWN ||
         error == EHOSTUNREACH || error == ENETUNREACH || error == ENOPROTOOPT;
}

static void accept_all(struct responder *responder) {
  for (int count = 0; count < ACCEPTS_MAX; count++) {
    int socket = accept4(responder->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      accepted(responder, socket);
    } else if (errno == EAGAIN) {
      return;
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      responder->paused = true;
      watch_listener(responder, EPOLL_CTL_MOD, 0);
      return;
    } else if (!is_passing(errno)) {
      fail("cannot accept", errno);
    }
  }
}

/* A file in memory with the answer, if it is large enough for sendfile(2) to be worth it. */
static int open_file(const struct answer *answer) {
  if (answer->count < SENDFILE_BYTES_MIN) return -1;
  int file = memfd_create("answer", MFD_CLOEXEC);
  if (file < 0) fail("cannot make a file in memory", errno);
  for (size_t done = 0; done < answer->count * answer->repeats;) {
    ssize_t count = write(file, answer->bytes + done, answer->count * answer->repeats - done);
    if (count < 0) fail("cannot write a file in memory", errno);
    done += (size_t)count;
  }
  return file;
}

void serve_epoll(int listener, const struct options *options) {
  struct responder responder = {.options = options, .answer = make_answer(options)};
  responder.file = open_file(&responder.answer);
  responder.limit = connection_limit();
  responder.connections =
      allocate(responder.limit * sizeof(struct connection), "the connections");
  responder.listener = listener;
  responder.epoll = epoll_create1(EPOLL_CLOEXEC);
  if (responder.epoll < 0) fail("cannot make an epoll instance", errno);
  watch_listener(&responder, EPOLL_CTL_ADD, EPOLLIN);
  announce(listener);
  for (;;) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(responder.epoll, events, EVENTS, -1);
    if (count < 0 && errno != EINTR) fail("cannot wait for events", errno);
    for (int index = 0; index < count; index++) {
      if (events[index].data.fd == listener) {
        accept_all(&responder);
      } else {
        (void)advance(&responder, events[index].data.fd, events[index].events);
      }
    }
  }
}
