// bin/khorshoo of the archive and the wheel: starts the program that was compiled for the best level this processor has.
// It stands in lib/khorshoo/LEVEL beside the folder of this file. Results have the same bits at each level, BLAS aside.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

// Whether this processor has a level, as Sources/C/CLanes/lanes.c asks for it.
static int has_v3(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
static int has_v4(void) {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

int main(int count, char **arguments) {
  (void)count;
  __builtin_cpu_init();
  const struct { const char *name; int is_there; } levels[] = {
      {"x86-64-v4", has_v4()}, {"x86-64-v3", has_v3()}, {"x86-64", 1}};
  // Links are followed; where /proc is not mounted, the path that the kernel was given.
  char self[PATH_MAX], path[PATH_MAX + 64];
  if (!realpath("/proc/self/exe", self) && !realpath((const char *)getauxval(AT_EXECFN), self)) {
    fprintf(stderr, "khorshoo: its own place cannot be found (%s)\n", strerror(errno));
    return 70;
  }
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(self, '/');
    if (slash) *slash = 0;
  }
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    if (!levels[i].is_there) continue;
    snprintf(path, sizeof path, "%s/lib/khorshoo/%s/khorshoo", self, levels[i].name);
    if (access(path, X_OK) == 0) execv(path, arguments);
  }
  fprintf(stderr, "khorshoo: no program for this processor in %s/lib/khorshoo; unpack the archive again, whole\n", self);
  return 70;
}
