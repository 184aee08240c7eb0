/*
 * The yardsticks: what this machine can do, measured from C, so that a number from Java has something to stand beside.
 *
 * Every function may be called from several threads at once; none keeps state between calls. The measuring ones use one
 * core, the caller's, and report the best of several short runs: whatever else runs on the machine can only make a run
 * slower, so the best run is nearest to what the hardware does.
 */
#ifndef GATUN_YARDSTICKS_H
#define GATUN_YARDSTICKS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The unit that gatun_fma_peak_gflops drives: "avx512f", "avx2", "x86-64" (SSE2, which has no FMA), "neon", or
 * on any other processor "portable". Never NULL.
 */
const char *gatun_cpu_isa(void);

/*
 * The single-precision peak of one core in GFLOP/s, an FMA counted as two operations. Takes about `seconds`, and a few
 * milliseconds when that is zero or less.
 */
double gatun_fma_peak_gflops(double seconds);

/*
 * The memory bandwidth of one core in GB/s (10^9 bytes): STREAM's triad a[i] = b[i] + s * c[i] over three arrays of
 * `elements` doubles, counted as STREAM counts, 24 bytes an element. The arrays should be at least four times the last
 * level cache, or the cache is what is measured. Takes about `seconds`, and at least three passes.
 * Negative when there is nothing to measure (no elements) or when the memory cannot be had.
 */
double gatun_triad_gbps(size_t elements, double seconds);

/* C <- A B, three loops over contiguous row-major matrices: A is m x k, B is k x n, C is m x n and overlaps neither. */
void gatun_triple_loop(const float *a, const float *b, float *c, int m, int n, int k);

/* The nanoseconds that `calls` calls of gatun_triple_loop take; 0 when `calls` is 0 or less. */
int64_t gatun_time_triple_loop(int64_t calls, const float *a, const float *b, float *c, int m, int n, int k);

/* cblas_sgemm as it is called: its enums are plain ints to the caller. */
typedef void gatun_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda,
                         const float *b, int ldb, float beta, float *c, int ldc);

/*
 * The nanoseconds that `calls` calls of the given cblas_sgemm take on row-major operands; 0 when `calls` is 0 or less.
 * transA and transB are CBLAS's: 111 (CblasNoTrans) or 112 (CblasTrans). Threads are as the caller has set them.
 */
int64_t gatun_time_sgemm(gatun_sgemm *sgemm, int64_t calls, int transA, int transB, int m, int n, int k, float alpha,
                         const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);

/* n + 1: a call with hardly anything in it. */
int64_t gatun_next(int64_t n);

/*
 * The nanoseconds that `calls` calls of gatun_next take, each on what the one before gave; 0 when `calls` is 0 or less,
 * negative if they did not count to `calls`.
 */
int64_t gatun_time_next(int64_t calls);

#ifdef __cplusplus
}
#endif

#endif
