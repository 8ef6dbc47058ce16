#pragma once
/* How many times this process has asked the allocator for memory. */
unsigned long allocation_count(void);
