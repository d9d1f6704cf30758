/* Lets one flush of a process fail: the one whose number is in FAILED_FLUSH. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int calls;

static int flush(const char *name, int file) {
  const char *failed = getenv("FAILED_FLUSH");
  if (atomic_fetch_add(&calls, 1) + 1 == (failed ? atoi(failed) : 0)) {
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
