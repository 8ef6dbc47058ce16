/* Stands in front of glibc's allocator in the test binary and counts, thread by thread. */
#include "allocation_counter.h"

#include <stddef.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

/* initial-exec: a dynamic model would itself allocate on a thread's first use. */
static __thread unsigned long count __attribute__((tls_model("initial-exec")));

unsigned long allocation_count(void) { return count; }

void *malloc(size_t bytes) {
  count++;
  return __libc_malloc(bytes);
}

void *calloc(size_t number, size_t bytes) {
  count++;
  return __libc_calloc(number, bytes);
}

void *realloc(void *memory, size_t bytes) {
  count++;
  return __libc_realloc(memory, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) {
  count++;
  return __libc_memalign(alignment, bytes);
}

int posix_memalign(void **memory, size_t alignment, size_t bytes) {
  count++;
  *memory = __libc_memalign(alignment, bytes);
  return *memory ? 0 : 12 /* ENOMEM */;
}
