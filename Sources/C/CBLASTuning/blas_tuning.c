#define _GNU_SOURCE
#include "blas_tuning.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Exported by OpenBLAS's builds for several processors; weak, so that any other BLAS links and is left as it is.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));
extern void openblas_set_num_threads(int) __attribute__((weak));

static const char *family = "unknown";
static char chosen[32] = "";

// Whether this processor can run a family's kernels.
static int can_run(const char *name) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (strcmp(name, "SkylakeX") == 0)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
  if (strcmp(name, "Haswell") == 0) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (strcmp(name, "Sandybridge") == 0) return __builtin_cpu_supports("avx");
  if (strcmp(name, "Nehalem") == 0) return __builtin_cpu_supports("sse4.2");
  return strcmp(name, "Prescott") == 0;
#else
  return 0;
#endif
}

// The best kernel family of OpenBLAS 0.3.21 for this processor; NULL if the fallback is right.
static const char *best_family(void) {
  return can_run("SkylakeX") ? "SkylakeX" : can_run("Haswell") ? "Haswell" : NULL;
}

static void prepare(void) {
  if (!openblas_get_corename) return;
  const char *best = best_family();
  int is_misled = !getenv("OPENBLAS_CORETYPE") && strcmp(openblas_get_corename(), "Prescott") == 0;
  const char *wanted = chosen[0] ? chosen : is_misled ? best : NULL;
  if (wanted && gotoblas_dynamic_init && gotoblas_dynamic_quit) {
    setenv("OPENBLAS_CORETYPE", wanted, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
  }
  if (openblas_set_num_threads) openblas_set_num_threads(1);
  family = openblas_get_corename();
}

int khorshoo_blas_choose(const char *name) {
  if (!openblas_get_corename || !gotoblas_dynamic_init || !gotoblas_dynamic_quit || !can_run(name)) return 0;
  strncpy(chosen, name, sizeof chosen - 1);
  return 1;
}

const char *khorshoo_blas_prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  return family;
}
