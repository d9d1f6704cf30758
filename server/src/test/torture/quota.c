/* Lets writes of a process fail with EDQUOT, as those of an owner whose quota is exhausted, while the file that EXHAUSTED names
   is there: those to files whose path ends with what EXHAUSTED_FOR names, or all in the folder that EXHAUSTED_IN names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int exhausted(int file) {
  const char *flag = getenv("EXHAUSTED");
  const char *folder = getenv("EXHAUSTED_IN");
  const char *ending = getenv("EXHAUSTED_FOR");
  char link[64];
  char path[4096];
  if (!flag || !folder || access(flag, F_OK) != 0) {
    return 0;
  }
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) {
    return 0;
  }
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder)) != 0) {
    return 0;
  }
  size_t end = ending ? strlen(ending) : 0;
  return end == 0 || strstr(path, "jobs.probe") ||
         ((size_t)length >= end && strcmp(path + length - end, ending) == 0);
}

#define REFUSED(file)       \
  if (exhausted(file)) {    \
    errno = EDQUOT;         \
    return -1;              \
  }

ssize_t write(int file, const void *bytes, size_t count) {
  REFUSED(file)
  ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  return real(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  REFUSED(file)
  ssize_t (*real)(int, const void *, size_t, off_t) =
      (ssize_t(*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
  return real(file, bytes, count, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  REFUSED(file)
  ssize_t (*real)(int, const void *, size_t, off64_t) =
      (ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  return real(file, bytes, count, place);
}
