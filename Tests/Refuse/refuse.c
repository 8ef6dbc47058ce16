/* refuse ERROR CALL... -- COMMAND...
 *
 * Runs a command under a seccomp(2) filter that answers the named system calls with the named error,
 * as the profiles of container runtimes do. Only tests use it. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_cachestat
#define SYS_cachestat 451
#endif

struct name {
  const char *text;
  int number;
};

static const struct name errors[] = {
    {"EPERM", EPERM}, {"ENOSYS", ENOSYS}, {"EACCES", EACCES}, {"ENOMEM", ENOMEM}, {NULL, 0}};

static const struct name calls[] = {
    {"io_uring_setup", SYS_io_uring_setup},
    {"io_uring_enter", SYS_io_uring_enter},
    {"io_uring_register", SYS_io_uring_register},
    {"openat2", SYS_openat2},
    {"cachestat", SYS_cachestat},
    {"preadv2", SYS_preadv2},
    {"inotify_init1", SYS_inotify_init1},
    {"epoll_create1", SYS_epoll_create1},
    {NULL, 0}};

enum { calls_max = 16 };

static int number_of(const struct name *names, const char *text) {
  for (; names->text; names++) {
    if (strcmp(names->text, text) == 0) return names->number;
  }
  return -1;
}

/* Each call is a test and an answer; what is not named is allowed. */
static int install(const int *numbers, int count, int error) {
  struct sock_filter program[2 * calls_max + 2];
  unsigned short length = 0;
  program[length++] = (struct sock_filter)BPF_STMT(
      BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (int index = 0; index < count; index++) {
    program[length++] = (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, (unsigned)numbers[index], 0, 1);
    program[length++] = (struct sock_filter)BPF_STMT(
        BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error);
  }
  program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {length, program};
  /* Without it only root may install a filter, prctl(2). */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

int main(int count, char **arguments) {
  int numbers[calls_max];
  int named = 0;
  int error = count > 1 ? number_of(errors, arguments[1]) : -1;
  int index = 2;
  for (; index < count && strcmp(arguments[index], "--") != 0; index++) {
    int number = number_of(calls, arguments[index]);
    if (number < 0 || named == calls_max) error = -1;
    else numbers[named++] = number;
  }
  if (error < 0 || index + 1 >= count) {
    fprintf(stderr, "usage: refuse ERROR CALL... -- COMMAND...\n");
    return 2;
  }
  if (install(numbers, named, error) != 0) {
    perror("refuse: seccomp");
    return 126;
  }
  execvp(arguments[index + 1], arguments + index + 1);
  perror("refuse: exec");
  return 127;
}
