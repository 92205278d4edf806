/*
 * Preloaded into the server, it writes down in what order the server reads requests, writes and syncs its database
 * and answers, and makes the disk fail when it is told to.
 *
 * SHIM_LOG    the file to write to, a line each:
 *               read FD ID    a request with this id came in on this socket
 *               kept ID       this id was written to the write-ahead log
 *               syncing N     the sync N of the write-ahead log begins; what was written by now is on the disk when it ends
 *               synced N      it has ended
 *               acked FD      this socket was answered with 202
 * SHIM_LAZY   when set, the write-ahead log is never synced, as with synchronous=NORMAL between checkpoints
 * SHIM_FAULT  a file; while it exists, it says how calls on the database fail: "eio N" fails the Nth write or sync from
 *             then on, "sync" the next sync; then the file is renamed, with ".write" or ".sync" behind its name. "full"
 *             fails each write that makes a file longer, and every one to the log
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum kind { OTHER, SOCKET, DATABASE, LOG };

static atomic_int counted;

static enum kind kind_of(int fd) {
  struct stat about;
  if (fstat(fd, &about) != 0) return OTHER;
  if (S_ISSOCK(about.st_mode)) return SOCKET;
  if (!S_ISREG(about.st_mode)) return OTHER;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return OTHER;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  if (name == NULL) return OTHER;
  if (strcmp(name, "/hookwright.db") == 0) return DATABASE;
  return strcmp(name, "/hookwright.db-wal") == 0 ? LOG : OTHER;
}

static void say(const char *line, size_t length) {
  static atomic_int out = -1;
  const char *path = getenv("SHIM_LOG");
  if (path == NULL) return;
  if (out < 0) out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (REAL(write)(out, line, length) < 0) abort();
}

/* Says a line for each id in these bytes. */
static void say_ids(const char *before, const char *bytes, size_t length) {
  static const char mark[] = "\"crash-";
  const char *end = bytes + length, *at = bytes;
  while (at < end && (at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1)) != NULL) {
    const char *id = at + 1, *last = at + sizeof mark - 1;
    while (last < end && isdigit((unsigned char)*last)) last++;
    char line[96];
    int written = snprintf(line, sizeof line, "%s%.*s\n", before, (int)(last - id), id);
    say(line, (size_t)written);
    at = last;
  }
}

static void say_read(int fd, const char *bytes, ssize_t length) {
  if (length <= 0 || getenv("SHIM_LOG") == NULL || kind_of(fd) != SOCKET) return;
  char before[32];
  snprintf(before, sizeof before, "read %d ", fd);
  say_ids(before, bytes, (size_t)length);
}

static void say_answer(int fd, const char *bytes, size_t length) {
  static const char ack[] = "HTTP/1.1 202";
  if (length < sizeof ack - 1 || memcmp(bytes, ack, sizeof ack - 1) != 0) return;
  if (getenv("SHIM_LOG") == NULL || kind_of(fd) != SOCKET) return;
  char line[32];
  int written = snprintf(line, sizeof line, "acked %d\n", fd);
  say(line, (size_t)written);
}

/* The fault that this call has to end with; 0 for none. */
static int fault_of(int fd, enum kind kind, off_t upto) {
  const char *path = getenv("SHIM_FAULT");
  if (path == NULL || (kind != DATABASE && kind != LOG)) return 0;
  int in = open(path, O_RDONLY | O_CLOEXEC);
  if (in < 0) {
    counted = 0;
    return 0;
  }
  char text[32] = "";
  ssize_t length = REAL(read)(in, text, sizeof text - 1);
  close(in);
  if (length <= 0) return 0;
  int number = 0, fault = 0, is_sync = upto == 0;
  if (sscanf(text, "eio %d", &number) == 1 && ++counted == number) fault = EIO;
  if (strncmp(text, "sync", 4) == 0 && is_sync) fault = EIO;
  struct stat about;
  if (strncmp(text, "full", 4) == 0 && upto > 0) {
    if (kind == LOG || (fstat(fd, &about) == 0 && upto > about.st_size)) fault = ENOSPC;
  }
  if (fault == EIO) {
    char failed[PATH_MAX];
    snprintf(failed, sizeof failed, "%s.%s", path, is_sync ? "sync" : "write");
    rename(path, failed);
  }
  return fault;
}

static ssize_t put(int fd, const void *bytes, size_t length, off_t at, ssize_t (*real)(int, const void *, size_t, off_t)) {
  enum kind kind = kind_of(fd);
  int fault = fault_of(fd, kind, at + (off_t)length);
  if (fault != 0) {
    errno = fault;
    return -1;
  }
  ssize_t written = real(fd, bytes, length, at);
  if (kind == LOG && written > 0) say_ids("kept ", bytes, (size_t)written);
  return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return put(fd, bytes, length, at, REAL(pwrite)); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return put(fd, bytes, length, at, REAL(pwrite64)); }

/* More than one thread may be syncing. */
static atomic_int syncs;

static void say_sync(const char *what, int number) {
  char line[32];
  int written = snprintf(line, sizeof line, "%s %d\n", what, number);
  say(line, (size_t)written);
}

static int sync_file(int fd, int (*real)(int)) {
  enum kind kind = kind_of(fd);
  int fault = fault_of(fd, kind, 0);
  if (fault != 0) {
    errno = fault;
    return -1;
  }
  if (kind == LOG && getenv("SHIM_LAZY") != NULL) return 0;
  int number = 0;
  if (kind == LOG) {
    number = ++syncs;
    say_sync("syncing", number);
  }
  int result = real(fd);
  if (kind == LOG && result == 0) say_sync("synced", number);
  return result;
}

int fsync(int fd) { return sync_file(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_file(fd, REAL(fdatasync)); }

ssize_t read(int fd, void *bytes, size_t length) {
  ssize_t got = REAL(read)(fd, bytes, length);
  say_read(fd, bytes, got);
  return got;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  say_answer(fd, bytes, length);
  return REAL(write)(fd, bytes, length);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (count > 0) say_answer(fd, parts[0].iov_base, parts[0].iov_len);
  return REAL(writev)(fd, parts, count);
}
