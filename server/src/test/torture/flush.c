/* Lets one flush of a process fail: the one whose number is in FAILED_FLUSH. Folders are not counted: SQLite goes on when
   theirs fails, since nothing that it needs after a crash depends on it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

static atomic_int calls;

static int flush(const char *name, int file) {
  const char *failed = getenv("FAILED_FLUSH");
  struct stat about;
  int is_file = fstat(file, &about) == 0 && S_ISREG(about.st_mode);
  if (is_file && atomic_fetch_add(&calls, 1) + 1 == (failed ? atoi(failed) : 0)) {
    errno = EIO;
    return -1;
  }
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return real(file);
}

int fsync(int file) {
  return flush("fsync", file);
}

int fdatasync(int file) {
  return flush("fdatasync", file);
}
