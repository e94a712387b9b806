#ifndef KHORSHOO_BLAS_TUNING_H
#define KHORSHOO_BLAS_TUNING_H

// OpenBLAS is linked into the program, so that a constructor here runs before its own: it is told to use one thread and
// never starts one. The engine runs its own threads, and the bits of a product depend on BLAS's number of them.

// Readies OpenBLAS for the engine and names the kernel family in use ("SkylakeX", "Haswell", ..., "unknown").
//
// Once, however often it is called, and from any thread. OpenBLAS 0.3.21 (Debian 12) takes some Intel processors for a
// Pentium 4 ("Prescott") and runs five times slower than it could: if it did so on a processor with AVX2 or AVX-512, it is
// initialised again with the right family. A value of OPENBLAS_CORETYPE set by the user is left alone.
//
// OpenBLAS must be idle at the first call: make it before any other call of BLAS.
const char *khorshoo_blas_prepare(void);

// Asks for a family of kernels by OpenBLAS's name instead of the best one, to give the last places of another machine.
// Counts when it comes before the first khorshoo_blas_prepare. Returns 0 when this processor or this BLAS has no such family.
int khorshoo_blas_choose(const char *name);

// The family that OPENBLAS_CORETYPE asks for and this processor cannot run (OpenBLAS would end in an illegal instruction; the
// wish was taken back before it saw it); NULL when there is none.
const char *khorshoo_blas_refused(void);

// Lets OpenBLAS have the working memory of `count` callers at once (128 MB of addresses each) before they start. It asks for
// it itself at the first product of each, and goes on asking for ever when there is none.
//
// Returns how many callers may compute at once, at most `count`; 0 when memory does not suffice for one. OpenBLAS must be
// idle when more are asked for than ever before.
int khorshoo_blas_reserve(int count);

#endif
