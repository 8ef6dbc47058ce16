#pragma once
/* How many times this thread has asked the allocator for memory since it started. */
unsigned long allocation_count(void);
