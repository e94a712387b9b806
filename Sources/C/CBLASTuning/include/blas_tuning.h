#ifndef KHORSHOO_BLAS_TUNING_H
#define KHORSHOO_BLAS_TUNING_H

// Readies OpenBLAS for the engine and names the kernel family in use ("SkylakeX", "Haswell", ..., "unknown").
//
// Two things happen, once however often it is called, and from any thread:
//  1. OpenBLAS 0.3.21 (Debian 12) takes recent Intel processors for a Pentium 4 ("Prescott") and runs five times slower
//     than it could. If it did so on a processor with AVX2 or AVX-512, it is initialised again with the right family.
//     A value of OPENBLAS_CORETYPE set by the user is left alone.
//  2. It is told to use one thread: the engine runs its own, and the bits of a product depend on BLAS's number of threads.
//
// OpenBLAS must be idle at the first call: make it before any other call of BLAS.
const char *khorshoo_blas_prepare(void);

// Asks for a family of kernels by OpenBLAS's name instead of the best one, to give the last places of another machine.
// Counts when it comes before the first khorshoo_blas_prepare. Returns 0 when this processor or this BLAS has no such family.
int khorshoo_blas_choose(const char *name);

#endif
