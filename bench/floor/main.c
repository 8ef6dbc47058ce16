#include "floor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BODY_MAX = 64 * 1024 * 1024, CONNECTIONS_MAX = 65536, BACKLOG = 4096 };

void fail(const char *what, int error) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(error));
  exit(1);
}

static _Noreturn void refuse(const char *what, const char *which) {
  fprintf(stderr, "floor: %s%s\n", what, which);
  exit(2);
}

static unsigned long parse_number(const char *name, const char *text, unsigned long most) {
  char *end = NULL;
  errno = 0;
  unsigned long value = strtoul(text, &end, 10);
  if (errno != 0 || *text < '0' || *text > '9' || *end != '\0' || value > most) {
    fprintf(stderr, "floor: --%s takes a number up to %lu, not \"%s\"\n", name, most, text);
    exit(2);
  }
  return value;
}

enum flag {
  HOST = 256,
  PORT,
  BODY,
  CLOSE,
  SEND_BYTES,
  NO_DIRECT, /* from here on for the ring alone */
  NO_MULTISHOT_ACCEPT,
  NO_MULTISHOT_RECEIVE,
  NO_BUFFER_RING,
  NO_DEFER_TASKRUN,
  NO_QUIET_SENDS,
  NO_COALESCING,
  ZERO_COPY,
  MIN_WAIT,
};

static const struct option flags[] = {
    {"host", required_argument, NULL, HOST},
    {"port", required_argument, NULL, PORT},
    {"body", required_argument, NULL, BODY},
    {"close", no_argument, NULL, CLOSE},
    {"send-bytes", required_argument, NULL, SEND_BYTES},
    {"no-direct", no_argument, NULL, NO_DIRECT},
    {"no-multishot-accept", no_argument, NULL, NO_MULTISHOT_ACCEPT},
    {"no-multishot-receive", no_argument, NULL, NO_MULTISHOT_RECEIVE},
    {"no-buffer-ring", no_argument, NULL, NO_BUFFER_RING},
    {"no-defer-taskrun", no_argument, NULL, NO_DEFER_TASKRUN},
    {"no-quiet-sends", no_argument, NULL, NO_QUIET_SENDS},
    {"no-coalescing", no_argument, NULL, NO_COALESCING},
    {"zero-copy", no_argument, NULL, ZERO_COPY},
    {"min-wait", required_argument, NULL, MIN_WAIT},
    {NULL, 0, NULL, 0},
};

static void apply(struct options *options, int flag, const char *value) {
  switch (flag) {
    case HOST: options->host = value; break;
    case PORT:
      (void)parse_number("port", value, 65535);
      options->port = value;
      break;
    case BODY: options->body = parse_number("body", value, BODY_MAX); break;
    case CLOSE: options->close = true; break;
    case SEND_BYTES: options->send_bytes = parse_number("send-bytes", value, 1 << 30); break;
    case NO_DIRECT: options->no_direct = true; break;
    case NO_MULTISHOT_ACCEPT: options->no_multishot_accept = true; break;
    case NO_MULTISHOT_RECEIVE: options->no_multishot_receive = true; break;
    case NO_BUFFER_RING: options->no_buffer_ring = true; break;
    case NO_DEFER_TASKRUN: options->no_defer_taskrun = true; break;
    case NO_QUIET_SENDS: options->no_quiet_sends = true; break;
    case NO_COALESCING: options->no_coalescing = true; break;
    case ZERO_COPY: options->zero_copy = true; break;
    case MIN_WAIT: options->min_wait = (unsigned)parse_number("min-wait", value, 1000000); break;
    default: break;
  }
}

static struct options parse_options(int count, char **arguments) {
  struct options options = {.host = "127.0.0.1", .port = "8080", .body = 1024};
  if (count < 2) refuse("usage: floor ring|epoll [--host A] [--port N] [--body N] [--close]", "");
  options.ring = strcmp(arguments[1], "ring") == 0;
  if (!options.ring && strcmp(arguments[1], "epoll") != 0) {
    refuse("first comes ring or epoll, not ", arguments[1]);
  }
  opterr = 0;
  optind = 2;
  int flag;
  while ((flag = getopt_long(count, arguments, "", flags, NULL)) != -1) {
    if (flag == '?') refuse("unknown, or its value is missing: ", arguments[optind - 1]);
    if (flag >= NO_DIRECT && !options.ring) {
      refuse("for the ring alone: ", arguments[optind - 1]);
    }
    apply(&options, flag, optarg);
  }
  if (optind < count) refuse("no such argument: ", arguments[optind]);
  return options;
}

unsigned connection_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("cannot read the descriptor limit", errno);
  return limit.rlim_cur < CONNECTIONS_MAX ? (unsigned)limit.rlim_cur : CONNECTIONS_MAX;
}

static void raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("cannot read the descriptor limit", errno);
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("cannot raise the descriptor limit", errno);
}

/* Nothing needs tidying, so a signal may end the program wherever it is. */
static void end(int signal) {
  (void)signal;
  _exit(0);
}

static void set_signals(void) {
  struct sigaction action = {.sa_handler = end};
  if (sigaction(SIGTERM, &action, NULL) != 0) fail("cannot handle SIGTERM", errno);
  if (sigaction(SIGINT, &action, NULL) != 0) fail("cannot handle SIGINT", errno);
  /* sendfile(2) has no MSG_NOSIGNAL. */
  if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) fail("cannot ignore SIGPIPE", errno);
}

static void set_option(int socket, int level, int name, const char *what) {
  int on = 1;
  if (setsockopt(socket, level, name, &on, sizeof on) != 0) fail(what, errno);
}

static int open_listener(const struct options *options) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | AI_PASSIVE};
  struct addrinfo *found = NULL;
  int result = getaddrinfo(options->host, options->port, &hints, &found);
  if (result != 0) {
    fprintf(stderr, "floor: cannot resolve %s: %s\n", options->host, gai_strerror(result));
    exit(1);
  }
  int type = SOCK_STREAM | SOCK_CLOEXEC | (options->ring ? 0 : SOCK_NONBLOCK);
  int listener = socket(found->ai_family, type, 0);
  if (listener < 0) fail("cannot make a socket", errno);
  set_option(listener, SOL_SOCKET, SO_REUSEADDR, "cannot set SO_REUSEADDR");
  /* Accepted sockets inherit it. */
  set_option(listener, IPPROTO_TCP, TCP_NODELAY, "cannot set TCP_NODELAY");
  if (bind(listener, found->ai_addr, found->ai_addrlen) != 0) fail("cannot bind", errno);
  if (listen(listener, BACKLOG) != 0) fail("cannot listen", errno);
  freeaddrinfo(found);
  return listener;
}

void announce(int listener) {
  struct sockaddr_storage address = {0};
  socklen_t count = sizeof address;
  if (getsockname(listener, (struct sockaddr *)&address, &count) != 0) {
    fail("cannot read the port", errno);
  }
  bool six = address.ss_family == AF_INET6;
  fprintf(
      stderr, "listening on %u\n",
      ntohs(six ? ((const struct sockaddr_in6 *)&address)->sin6_port
                : ((const struct sockaddr_in *)&address)->sin_port));
}

int main(int count, char **arguments) {
  struct options options = parse_options(count, arguments);
  raise_descriptor_limit();
  set_signals();
  int listener = open_listener(&options);
  (options.ring ? serve_ring : serve_epoll)(listener, &options);
}
