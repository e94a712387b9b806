#define _GNU_SOURCE
#include "CLanes.h"
#include "processor.h"

#include <sys/mman.h>

const char *khorshoo_processor_level(void) { return KHORSHOO_LEVEL; }

int khorshoo_processor_suffices(void) {
#if defined(__AVX512F__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl");
#elif defined(__AVX2__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return 1;
#endif
}

void khorshoo_prefer_large_pages(void *base, unsigned long bytes) {
#ifdef MADV_HUGEPAGE
  (void)madvise(base, bytes, MADV_HUGEPAGE);
#endif
}
