/* The rig of RingRigs as C functions. The benchmark package brings swift-system along, whose copy of
 * linux/io_uring.h clashes with liburing's in any module that sees both, so the benchmarks must not
 * import LinuxIO, nor anything that does. Functions that return a bool return whether it worked. */
#pragma once
#include <stdbool.h>

/* A ring with a connection, for the calling thread alone; null if it cannot be had. */
void *ring_rig_make(void);
void ring_rig_free(void *rig);

/* `count` times: submits `entries` operations that do nothing, and takes their completions. */
bool ring_rig_turn(void *rig, int entries, int count);

/* `count` times: receives a byte into a block of the buffer ring, takes the block, adds another. */
bool ring_rig_cycle(void *rig, int count);
