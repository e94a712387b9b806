#define _GNU_SOURCE
#include "blas_tuning.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>

// OpenBLAS's own; those that choose kernels are weak, since a build for one processor has none.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern char *openblas_get_corename(void);
extern void *blas_memory_alloc(int);
extern void blas_memory_free(void *);

static const char *family = "unknown";
static char chosen[32] = "";
static char refused[32] = "";

// Whether this processor can run a family's kernels. OpenBLAS compares names without case, and so is it done here; a name that
// is not in the table is none of OpenBLAS 0.3.21, which then says so and detects the processor.
static int can_run(const char *name) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int sse3 = __builtin_cpu_supports("sse3"), ssse3 = __builtin_cpu_supports("ssse3");
  int avx = __builtin_cpu_supports("avx"), fma = __builtin_cpu_supports("fma"), fma4 = __builtin_cpu_supports("fma4");
  int avx2 = __builtin_cpu_supports("avx2") && fma;
  int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  struct { const char *name; int can; } const table[] = {
      {"Katmai", sse3}, {"Coppermine", sse3}, {"Northwood", sse3}, {"Prescott", sse3}, {"Banias", sse3}, {"Atom", ssse3},
      {"Core2", ssse3}, {"Nano", ssse3}, {"Penryn", __builtin_cpu_supports("sse4.1")},
      {"Dunnington", __builtin_cpu_supports("sse4.1")}, {"Nehalem", __builtin_cpu_supports("sse4.2")},
      {"Athlon", sse3}, {"Opteron", sse3}, {"Opteron_SSE3", sse3}, {"Barcelona", __builtin_cpu_supports("sse4a")},
      {"Bobcat", __builtin_cpu_supports("sse4a")}, {"Sandybridge", avx}, {"Bulldozer", avx && fma4},
      {"Piledriver", avx && fma && fma4}, {"Steamroller", avx && fma && fma4}, {"Excavator", avx2 && fma4},
      {"Haswell", avx2}, {"Zen", avx2}, {"SkylakeX", avx512},
      {"Cooperlake", avx512 && __builtin_cpu_supports("avx512bf16")},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strcasecmp(name, table[i].name) == 0) return table[i].can;
#endif
  (void)name;
  return -1;
}

// Runs before OpenBLAS's own constructor, which has no priority and stands in the same program (it is linked in whole).
__attribute__((constructor(101))) static void before_openblas(void) {
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
  const char *wish = getenv("OPENBLAS_CORETYPE");
  if (wish && can_run(wish) == 0) {
    strncpy(refused, wish, sizeof refused - 1);
    unsetenv("OPENBLAS_CORETYPE");
  }
}

const char *khorshoo_blas_refused(void) { return refused[0] ? refused : NULL; }

// The best kernel family of OpenBLAS 0.3.21 for this processor; NULL if the fallback is right.
static const char *best_family(void) {
  return can_run("SkylakeX") > 0 ? "SkylakeX" : can_run("Haswell") > 0 ? "Haswell" : NULL;
}

static void prepare(void) {
  const char *best = best_family();
  int is_misled = !getenv("OPENBLAS_CORETYPE") && strcmp(openblas_get_corename(), "Prescott") == 0;
  const char *wanted = chosen[0] ? chosen : is_misled ? best : NULL;
  if (wanted && gotoblas_dynamic_init && gotoblas_dynamic_quit) {
    setenv("OPENBLAS_CORETYPE", wanted, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
  }
  family = openblas_get_corename();
}

int khorshoo_blas_choose(const char *name) {
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || can_run(name) <= 0) return 0;
  strncpy(chosen, name, sizeof chosen - 1);
  return 1;
}

const char *khorshoo_blas_prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  return family;
}

// Whether so much memory could be had at this moment.
static int can_map(size_t bytes) {
  void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return start != MAP_FAILED && munmap(start, bytes) == 0;
}

int khorshoo_blas_reserve(int count) {
  // BUFFER_SIZE of OpenBLAS for x86-64 and more than that of other processors, a page for where it falls back on malloc.
  static const size_t buffer = ((size_t)128 << 20) + 4096;
  // What a further worker needs beside its buffer.
  static const size_t beside = (size_t)256 << 20;
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  static int held = 0;
  khorshoo_blas_prepare();
  pthread_mutex_lock(&lock);
  if (held < count) {
    void **buffers = malloc(count * sizeof *buffers);
    int taken = 0;
    while (buffers && taken < count && (taken < held || can_map(buffer + (taken ? beside : 0))))
      buffers[taken++] = blas_memory_alloc(0);
    for (int i = 0; i < taken; i++) blas_memory_free(buffers[i]);
    free(buffers);
    held = taken;
  }
  int result = held < count ? held : count;
  pthread_mutex_unlock(&lock);
  return result;
}
