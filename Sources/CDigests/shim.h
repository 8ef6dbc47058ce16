/* The message digests of libmd, which have the interface of the BSDs. */
#pragma once
#include <sys/types.h>
#include <sha2.h>
