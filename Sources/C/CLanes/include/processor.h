// The processor level that this program is compiled for, and whether this machine has it.
#ifndef KHORSHOO_PROCESSOR_H
#define KHORSHOO_PROCESSOR_H

#if defined(__AVX512F__)
#define KHORSHOO_LEVEL "x86-64-v4"
#elif defined(__AVX2__)
#define KHORSHOO_LEVEL "x86-64-v3"
#elif defined(__x86_64__)
#define KHORSHOO_LEVEL "x86-64"
#elif defined(__aarch64__)
#define KHORSHOO_LEVEL "aarch64"
#else
#define KHORSHOO_LEVEL "unknown"
#endif

// The level this program is compiled for, such as "x86-64-v4".
const char *khorshoo_processor_level(void);

// 1 when this processor has that level.
int khorshoo_processor_suffices(void);

// Asks the system for large pages where memory fills some; a wish that changes nothing where it has none.
void khorshoo_prefer_large_pages(void *base, unsigned long bytes);

#endif
