/* What Swift's Glibc module does not import. Kernel headers and prototypes, no logic of ours. */
#pragma once
/* First: fixes glibc's feature set to the one Swift's Glibc module was built with. */
#include <features.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <linux/stat.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/vfs.h>

/* glibc declares these for _GNU_SOURCE alone. */
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);

#ifndef XFS_SUPER_MAGIC
#define XFS_SUPER_MAGIC 0x58465342
#endif
#ifndef F2FS_SUPER_MAGIC
#define F2FS_SUPER_MAGIC 0xF2F52010
#endif

/* Macros with a cast or a shift of an enum constant are not imported by Swift. */
static const unsigned LINUX_O_PATH = 010000000;
static const unsigned LINUX_AT_EMPTY_PATH = 0x1000;

/* A device number as statx(2) states it, major and minor apart. */
static inline unsigned long long linux_device(unsigned long long number) {
  return (unsigned long long)gnu_dev_major(number) << 32 | gnu_dev_minor(number);
}

/* Swift cannot call a function that shares its name with a struct. */
static inline int linux_file_system(int descriptor, struct statfs *facts) {
  return fstatfs(descriptor, facts);
}
