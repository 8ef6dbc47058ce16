/* stalled-disk SOURCE PLACE
 *
 * Mounts the files of the directory SOURCE at PLACE, over fuse(4) without a library, and lets
 * requests about some of them hang for as long as it is told to: lookups of names that begin with
 * "lookup", opens of those with "open", reads of those with "read" and closes of those with "close". Only tests
 * use it.
 *
 * On standard input "s" makes them hang from now on, "g" lets them go on, and the end unmounts. On
 * standard output "m" says that it is mounted, and "h" that one more request hangs. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { nodes_max = 256, held_max = 256, name_max = 64, request_max = 256 * 1024 };

struct node {
  char name[name_max];
  int file;
};

struct request {
  struct fuse_in_header header;
  char body[request_max - sizeof(struct fuse_in_header)];
};

static int device;
static int source;
static int is_stalled;
/* What is known has the number of its place; place 1 is the root's (FUSE_ROOT_ID). */
static struct node nodes[nodes_max];
static unsigned long node_count = FUSE_ROOT_ID + 1;
static struct request *held[held_max];
static int held_count;

static void say(char what) {
  if (write(STDOUT_FILENO, &what, 1) != 1) is_stalled = 0;
}

/* An interrupted or forgotten request has nobody left to be told, which is no failure. */
static void answer(const struct request *request, int error, const void *bytes, size_t count) {
  struct fuse_out_header header = {
      .len = (uint32_t)(sizeof header + count), .error = -error, .unique = request->header.unique};
  struct iovec parts[2] = {{&header, sizeof header}, {(void *)bytes, count}};
  if (writev(device, parts, count ? 2 : 1) < 0 && errno != ENOENT) perror("stalled-disk: answer");
}

static struct fuse_attr attributes(unsigned long number) {
  struct stat facts;
  if (fstat(number == FUSE_ROOT_ID ? source : nodes[number].file, &facts) != 0) abort();
  struct fuse_attr attributes = {
      .ino = number,
      .size = (uint64_t)facts.st_size,
      .blocks = (uint64_t)facts.st_blocks,
      .mtime = (uint64_t)facts.st_mtim.tv_sec,
      .ctime = (uint64_t)facts.st_ctim.tv_sec,
      .mtimensec = (uint32_t)facts.st_mtim.tv_nsec,
      .ctimensec = (uint32_t)facts.st_ctim.tv_nsec,
      .mode = facts.st_mode,
      .nlink = 1,
      .blksize = 4096};
  return attributes;
}

static unsigned long find(const char *name) {
  for (unsigned long number = FUSE_ROOT_ID + 1; number < node_count; number++) {
    if (strcmp(nodes[number].name, name) == 0) return number;
  }
  if (node_count == nodes_max || strlen(name) >= name_max) return 0;
  int file = openat(source, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return 0;
  strcpy(nodes[node_count].name, name);
  nodes[node_count].file = file;
  return node_count++;
}

static void look_up(const struct request *request) {
  unsigned long number = find(request->body);
  if (!number) {
    answer(request, ENOENT, NULL, 0);
    return;
  }
  /* What is known may be kept, but for names whose lookup is to hang each time. */
  struct fuse_entry_out entry = {
      .nodeid = number,
      .entry_valid = strncmp(request->body, "lookup", 6) == 0 ? 0 : 3600,
      .attr_valid = 3600,
      .attr = attributes(number)};
  answer(request, 0, &entry, sizeof entry);
}

static void read_file(const struct request *request) {
  static char bytes[request_max];
  const struct fuse_read_in *wanted = (const void *)request->body;
  size_t limit = wanted->size < sizeof bytes ? wanted->size : sizeof bytes;
  ssize_t count =
      pread(nodes[request->header.nodeid].file, bytes, limit, (off_t)wanted->offset);
  answer(request, count < 0 ? errno : 0, bytes, count < 0 ? 0 : (size_t)count);
}

static void begin(const struct request *request) {
  const struct fuse_init_in *kernel = (const void *)request->body;
  struct fuse_init_out facts = {
      .major = FUSE_KERNEL_VERSION,
      .minor = FUSE_KERNEL_MINOR_VERSION,
      .max_readahead = kernel->max_readahead,
      /* A lookup that hangs must not keep others of the directory waiting. */
      .flags = kernel->flags & (FUSE_ASYNC_READ | FUSE_PARALLEL_DIROPS),
      .max_background = 64,
      .congestion_threshold = 48,
      .max_write = 4096,
      .time_gran = 1};
  answer(request, 0, &facts, sizeof facts);
}

static void handle(const struct request *request) {
  struct fuse_open_out opened = {0};
  struct fuse_attr_out facts = {.attr_valid = 3600};
  struct fuse_statfs_out space = {.st = {.bsize = 4096, .namelen = name_max}};
  switch (request->header.opcode) {
    case FUSE_INIT: begin(request); return;
    case FUSE_LOOKUP: look_up(request); return;
    case FUSE_READ: read_file(request); return;
    case FUSE_OPEN: answer(request, 0, &opened, sizeof opened); return;
    case FUSE_FLUSH:
    case FUSE_RELEASE: answer(request, 0, NULL, 0); return;
    case FUSE_STATFS: answer(request, 0, &space, sizeof space); return;
    case FUSE_GETATTR:
      facts.attr = attributes(request->header.nodeid);
      answer(request, 0, &facts, sizeof facts);
      return;
    /* They want no answer; whoever is interrupted waits for what it asked for. */
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT: return;
    default: answer(request, ENOSYS, NULL, 0);
  }
}

static int hangs(const struct request *request) {
  const char *name = nodes[request->header.nodeid].name;
  switch (request->header.opcode) {
    case FUSE_LOOKUP: return strncmp(request->body, "lookup", 6) == 0;
    case FUSE_OPEN: return strncmp(name, "open", 4) == 0;
    case FUSE_READ: return strncmp(name, "read", 4) == 0;
    case FUSE_FLUSH: return strncmp(name, "close", 5) == 0;
    default: return 0;
  }
}

static void go_on(void) {
  is_stalled = 0;
  for (int index = 0; index < held_count; index++) {
    handle(held[index]);
    free(held[index]);
  }
  held_count = 0;
}

/* Takes one request from the kernel; 0 once nothing is mounted any more. */
static int take(void) {
  static struct request request;
  ssize_t count = read(device, &request, sizeof request);
  if (count < 0) return errno == EINTR || errno == EAGAIN || errno == ENOENT;
  struct request *copy = NULL;
  if (is_stalled && held_count < held_max && hangs(&request)) copy = malloc((size_t)count);
  if (copy) {
    memcpy(copy, &request, (size_t)count);
    held[held_count++] = copy;
    say('h');
  } else {
    handle(&request);
  }
  return 1;
}

/* Does what it is told to; 0 if that is to end. */
static int obey(void) {
  char what;
  if (read(STDIN_FILENO, &what, 1) != 1) return 0;
  if (what == 's') is_stalled = 1;
  if (what == 'g') go_on();
  return 1;
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: stalled-disk SOURCE PLACE\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  source = open(arguments[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  device = open("/dev/fuse", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  char options[96];
  snprintf(
      options, sizeof options, "fd=%d,rootmode=40000,user_id=%u,group_id=%u,allow_other", device,
      (unsigned)geteuid(), (unsigned)getegid());
  if (source < 0 || device < 0
      || mount("stalled-disk", arguments[2], "fuse", MS_NOSUID | MS_NODEV, options) != 0) {
    perror("stalled-disk");
    return 1;
  }
  say('m');
  struct pollfd ready[2] = {{STDIN_FILENO, POLLIN, 0}, {device, POLLIN, 0}};
  int goes_on = 1;
  while (goes_on && poll(ready, 2, -1) > 0) {
    if (ready[1].revents) goes_on = take();
    if (goes_on && ready[0].revents) goes_on = obey();
  }
  umount2(arguments[2], MNT_DETACH);
  /* What still hangs fails as soon as the device is closed. */
  return 0;
}
