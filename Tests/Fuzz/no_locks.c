// Stands before the system's library (LD_PRELOAD) and makes a file system that lacks what FILESYSTEM_LACKS names: "links", "locks".
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static int lacks(const char *what) {
  const char *all = getenv("FILESYSTEM_LACKS");
  return all && strstr(all, what);
}

int link(const char *from, const char *to) {
  if (lacks("links")) return errno = EPERM, -1;
  int (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "link");
  return next(from, to);
}

int flock(int file, int operation) {
  if (lacks("locks")) return errno = ENOLCK, -1;
  int (*next)(int, int) = dlsym(RTLD_NEXT, "flock");
  return next(file, operation);
}

static int control(const char *name, int file, int command, void *argument) {
  switch (command) {
    case F_SETLK: case F_SETLKW: case F_GETLK: case F_OFD_SETLK: case F_OFD_SETLKW: case F_OFD_GETLK:
      if (lacks("locks")) return errno = ENOLCK, -1;
  }
  int (*next)(int, int, ...) = dlsym(RTLD_NEXT, name);
  return next(file, command, argument);
}

int fcntl(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  return control("fcntl", file, command, argument);
}

int fcntl64(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  return control("fcntl64", file, command, argument);
}
