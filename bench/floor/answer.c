#include "floor.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Pipelined answers are kept ready up to this many and this many bytes. */
enum { REPEATS_MAX = 64, REPEATED_BYTES_MAX = 256 * 1024 };

/* The fields of a static server's usual answer, so that as many bytes travel. */
static size_t format_head(char *head, size_t room, const struct options *options) {
  int count = snprintf(
      head, room,
      "HTTP/1.1 200 OK\r\n"
      "Server: floor\r\n"
      "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
      "%s"
      "Content-Length: %zu\r\n"
      "Last-Modified: Sat, 05 Nov 1994 07:28:00 GMT\r\n"
      "ETag: \"2eb9a1b8-400\"\r\n"
      "Content-Type: text/html\r\n"
      "Accept-Ranges: bytes\r\n"
      "\r\n",
      options->close ? "Connection: close\r\n" : "", options->body);
  if (count < 0 || (size_t)count >= room) fail("cannot format the head", EOVERFLOW);
  return (size_t)count;
}

/* A period that no power of two divides: bytes sent from the wrong place cannot look right. */
static void fill_body(char *body, size_t count) {
  for (size_t index = 0; index < count; index++) body[index] = (char)('a' + index % 23);
}

struct answer make_answer(const struct options *options) {
  char head[512];
  size_t head_count = format_head(head, sizeof head, options);
  size_t count = head_count + options->body;
  size_t repeats = REPEATED_BYTES_MAX / count;
  if (repeats > REPEATS_MAX) repeats = REPEATS_MAX;
  if (repeats == 0 || options->close) repeats = 1;
  char *bytes = allocate(count * repeats, "the answer");
  /* Fewer entries of the TLB for large bodies; merely slower where it is refused. */
  (void)madvise(bytes, count * repeats, MADV_HUGEPAGE);
  memcpy(bytes, head, head_count);
  fill_body(bytes + head_count, options->body);
  for (size_t copy = 1; copy < repeats; copy++) memcpy(bytes + copy * count, bytes, count);
  return (struct answer){.bytes = bytes, .count = count, .repeats = repeats};
}

void *allocate(size_t count, const char *purpose) {
  void *memory = mmap(
      NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    char what[96];
    (void)snprintf(what, sizeof what, "cannot allocate %zu bytes for %s", count, purpose);
    fail(what, errno);
  }
  return memory;
}

static const uint32_t END = 0x0d0a0d0a; /* CR LF CR LF */

size_t count_heads(struct head_counter *counter, const unsigned char *bytes, size_t count) {
  size_t heads = 0;
  size_t used = 0; /* bytes up to the last end found */
  size_t index = 0;
  /* Ends that began in earlier bytes. */
  for (uint32_t window = counter->last; index < count && index < 3; index++) {
    window = window << 8 | bytes[index];
    if (window != END) continue;
    heads++;
    used = index + 1;
    break;
  }
  /* The rest after Horspool: the byte at an end's last place tells how far to go on. */
  index = used + 3;
  while (index < count) {
    unsigned char byte = bytes[index];
    if (byte == '\n' && bytes[index - 1] == '\r' && bytes[index - 2] == '\n' &&
        bytes[index - 3] == '\r') {
      heads++;
      used = index + 1;
      index += 4;
    } else {
      index += byte == '\r' ? 1 : byte == '\n' ? 2 : 4;
    }
  }
  uint32_t last = used > 0 ? 0 : counter->last;
  for (index = count - used > 3 ? count - 3 : used; index < count; index++) {
    last = last << 8 | bytes[index];
  }
  counter->last = last & 0xffffff;
  return heads;
}
