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

// The best kernel family of OpenBLAS 0.3.21 for this processor; NULL if the fallback is right.
static const char *best_family(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return NULL;
}

static void prepare(void) {
  if (!openblas_get_corename) return;
  const char *best = best_family();
  if (best && gotoblas_dynamic_init && gotoblas_dynamic_quit && !getenv("OPENBLAS_CORETYPE") &&
      strcmp(openblas_get_corename(), "Prescott") == 0) {
    setenv("OPENBLAS_CORETYPE", best, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
  }
  if (openblas_set_num_threads) openblas_set_num_threads(1);
  family = openblas_get_corename();
}

const char *khorshoo_blas_prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  return family;
}
