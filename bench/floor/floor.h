/* A bare HTTP/1.1 responder, the floor that real servers are measured against: one thread that
 * parses nothing, looks no file up and answers every request head with the same bytes. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the command line asks for. */
struct options {
  bool ring;
  const char *host;
  const char *port;
  size_t body;
  bool close;
  size_t send_bytes; /* of one send at the most; 0 leaves the choice to the responder */
  /* Ablation, for the ring alone: each takes one thing away from the full configuration. */
  bool no_direct;
  bool no_multishot_accept;
  bool no_multishot_receive;
  bool no_buffer_ring;
  bool no_defer_taskrun;
  bool no_quiet_sends;
  bool no_coalescing;
  bool zero_copy;
  unsigned min_wait; /* microseconds; 0 waits for nothing but the first completion */
};

/* The answer, `repeats` times in a row, so that answers to pipelined requests leave in one send.
 * Never written to while the responder runs: every connection sends straight from it. */
struct answer {
  const char *bytes;
  size_t count; /* bytes of one answer, head and body */
  size_t repeats;
};

/* How much of a head's end the bytes received so far have shown. */
struct head_counter {
  uint32_t last; /* the last three bytes, the newest lowest; zero where there was none */
};

/* How many connections there is room for, which is also above every descriptor's number. */
unsigned connection_limit(void);

struct answer make_answer(const struct options *options);

/* Counts the heads that end (CR LF CR LF) in the next `count` bytes of a connection. */
size_t count_heads(struct head_counter *counter, const unsigned char *bytes, size_t count);

/* Memory that is zero, kept until the end; ends the program if there is none. */
void *allocate(size_t count, const char *purpose);

/* Says what failed and why (`error` is an errno value), and ends the program with status 1. */
_Noreturn void fail(const char *what, int error);

/* Says on which port connections are accepted from now on. */
void announce(int listener);

_Noreturn void serve_ring(int listener, const struct options *options);
_Noreturn void serve_epoll(int listener, const struct options *options);
