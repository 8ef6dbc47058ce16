/* What Swift's Glibc module does not import: kernel headers, prototypes, and calls in a form that it
 * can import. */
#pragma once
/* First: fixes glibc's feature set to the one Swift's Glibc module was built with. */
#include <features.h>
#include <linux/openat2.h>
#include <linux/stat.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

/* glibc declares these for _GNU_SOURCE alone. */
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);
int accept4(int, struct sockaddr *, socklen_t *, int);
ssize_t preadv2(int, const struct iovec *, int, off_t, int);
int statx(int, const char *, int, unsigned, struct statx *);
long syscall(long, ...);

/* Macros with a cast or a shift of an enum constant are not imported by Swift. */
static const unsigned LINUX_O_PATH = 010000000;
static const unsigned LINUX_AT_EMPTY_PATH = 0x1000;
static const unsigned LINUX_AT_STATX_DONT_SYNC = 0x4000;

/* A device number as statx(2) states it, major and minor apart. */
static inline unsigned long long linux_device(unsigned long long number) {
  return (unsigned long long)gnu_dev_major(number) << 32 | gnu_dev_minor(number);
}

/* Swift cannot call a function that shares its name with a struct. */
static inline int linux_file_system(int descriptor, struct statfs *facts) {
  return fstatfs(descriptor, facts);
}

/* --- Sockets. */

static inline int linux_accept(int listener) {
  return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/* Sends up to two stretches of bytes in one call, without waiting. */
static inline ssize_t linux_send(
    int socket, const void *first, size_t first_count, const void *second, size_t second_count,
    bool more) {
  int flags = MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0);
  if (second_count == 0) return send(socket, first, first_count, flags);
  struct iovec parts[2] = {{(void *)first, first_count}, {(void *)second, second_count}};
  struct msghdr message = {0};
  message.msg_iov = first_count == 0 ? parts + 1 : parts;
  message.msg_iovlen = first_count == 0 ? 1 : 2;
  return sendmsg(socket, &message, flags);
}

/* --- epoll(7). */

static const uint32_t LINUX_EPOLL_READABLE = EPOLLIN;
static const uint32_t LINUX_EPOLL_WRITABLE = EPOLLOUT;
static const uint32_t LINUX_EPOLL_ENDED = EPOLLRDHUP | EPOLLHUP | EPOLLERR;

/* Edge-triggered; both directions at once where both matter, so that it never has to be changed. */
static inline int linux_epoll_add(int epoll, int descriptor, bool writable, uint64_t token) {
  struct epoll_event event = {0};
  event.events = EPOLLIN | EPOLLET | (writable ? EPOLLOUT | EPOLLRDHUP : 0);
  event.data.u64 = token;
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static inline uint64_t linux_epoll_token(const struct epoll_event *event) {
  return event->data.u64;
}

/* --- Files. */

#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef RESOLVE_CACHED
#define RESOLVE_CACHED 0x20
#endif

static inline int linux_openat2(int directory, const char *path, const struct open_how *how) {
  return (int)syscall(SYS_openat2, directory, path, how, sizeof *how);
}

/* Reads what is in the page cache; waits for a disk only if it may. */
static inline ssize_t linux_read(
    int descriptor, void *bytes, size_t count, uint64_t offset, bool may_wait) {
  if (may_wait) return pread(descriptor, bytes, count, (off_t)offset);
  struct iovec part = {bytes, count};
  return preadv2(descriptor, &part, 1, (off_t)offset, 0x8 /* RWF_NOWAIT */);
}
