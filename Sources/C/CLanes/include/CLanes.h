// Single vector operations for Swift's SIMD types.
//
// The Swift 6.3 standard library writes float arithmetic, bit operations and selection of a SIMD vector as a loop over
// its lanes and leaves it to the optimiser to find the vector again, which fails in longer functions (measured: a
// logarithm of sixteen lanes eight times slower). Clang's vector types are Swift's: one line of C is one instruction.
// One operation to a function: nothing to contract, so no multiply-add is fused at any processor level.
#ifndef KHORSHOO_LANES_H
#define KHORSHOO_LANES_H

#include "processor.h"

typedef float khorshoo_float16 __attribute__((ext_vector_type(16)));
typedef int khorshoo_int16 __attribute__((ext_vector_type(16)));
typedef double khorshoo_double8 __attribute__((ext_vector_type(8)));
typedef long long khorshoo_long8 __attribute__((ext_vector_type(8)));
typedef unsigned long long khorshoo_word8 __attribute__((ext_vector_type(8)));

#define KHORSHOO_OPERATION static inline __attribute__((always_inline, const))

#define KHORSHOO_FLOATING(V, M)                                                                       \
  KHORSHOO_OPERATION V V##_add(V a, V b) { return a + b; }                                            \
  KHORSHOO_OPERATION V V##_subtract(V a, V b) { return a - b; }                                       \
  KHORSHOO_OPERATION V V##_multiply(V a, V b) { return a * b; }                                       \
  KHORSHOO_OPERATION V V##_divide(V a, V b) { return a / b; }                                         \
  KHORSHOO_OPERATION V V##_negate(V a) { return -a; }                                                 \
  KHORSHOO_OPERATION V V##_root(V a) { return __builtin_elementwise_sqrt(a); }                        \
  KHORSHOO_OPERATION V V##_select(M mask, V yes, V no) { return (V)((mask & (M)yes) | (~mask & (M)no)); } \
  KHORSHOO_OPERATION _Bool V##_any(M mask) { return __builtin_reduce_or(mask) != 0; }

#define KHORSHOO_BITS(V)                                                  \
  KHORSHOO_OPERATION V V##_and(V a, V b) { return a & b; }                \
  KHORSHOO_OPERATION V V##_or(V a, V b) { return a | b; }                 \
  KHORSHOO_OPERATION V V##_exclusive_or(V a, V b) { return a ^ b; }       \
  KHORSHOO_OPERATION V V##_shift_left(V a, int bits) { return a << bits; } \
  KHORSHOO_OPERATION V V##_shift_right(V a, int bits) { return a >> bits; }

KHORSHOO_FLOATING(khorshoo_float16, khorshoo_int16)
KHORSHOO_FLOATING(khorshoo_double8, khorshoo_long8)
KHORSHOO_BITS(khorshoo_int16)
KHORSHOO_BITS(khorshoo_word8)

/// The low 32 bits of each lane times a 32-bit number: one instruction.
KHORSHOO_OPERATION khorshoo_word8 khorshoo_word8_multiply_low(khorshoo_word8 a, unsigned int b) {
  return (a & 0xffffffffull) * (khorshoo_word8)((unsigned long long)b);
}

typedef double khorshoo_double4 __attribute__((ext_vector_type(4)));
typedef double khorshoo_double2 __attribute__((ext_vector_type(2)));
typedef long long khorshoo_long4 __attribute__((ext_vector_type(4)));

/// Sum of eight doubles, by halves.
KHORSHOO_OPERATION double khorshoo_double8_sum(khorshoo_double8 a) {
  khorshoo_double4 four = a.lo + a.hi;
  khorshoo_double2 two = four.lo + four.hi;
  return two.x + two.y;
}

#define KHORSHOO_EXTREME(NAME, LESS)                                                                \
  KHORSHOO_OPERATION double khorshoo_double8_##NAME(khorshoo_double8 a) {                           \
    khorshoo_long4 mask = (khorshoo_long4)(a.lo LESS a.hi);                                                         \
    khorshoo_double4 b = (khorshoo_double4)((mask & (khorshoo_long4)a.lo) | (~mask & (khorshoo_long4)a.hi)); \
    double x = b.x LESS b.z ? b.x : b.z;                                                            \
    double y = b.y LESS b.w ? b.y : b.w;                                                            \
    return x LESS y ? x : y;                                                                        \
  }
/// Least and greatest of eight doubles (none may be NaN or -0).
KHORSHOO_EXTREME(least, <)
KHORSHOO_EXTREME(greatest, >)

/// Asks for the cache line of an address, into the second-level cache; faults nowhere.
static inline __attribute__((always_inline)) void khorshoo_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 2);
}

/// Lanes set in a mask.
KHORSHOO_OPERATION int khorshoo_float16_count(khorshoo_int16 mask) { return -__builtin_reduce_add(mask); }
KHORSHOO_OPERATION long long khorshoo_double8_count(khorshoo_long8 mask) { return -__builtin_reduce_add(mask); }

#endif
