/*
 * cblas_sgemm called from C, n times: what is left when this is taken off the same calls through Panama is the price of
 * Panama. The pointer comes from outside, so that both measure the very same function in the very same process.
 */
#include "gatun_yardsticks.h"
#include "timing.h"

/* CblasRowMajor; abi_check.c holds OpenBLAS to it. */
#define ROW_MAJOR 101

int64_t gatun_time_sgemm(gatun_sgemm *sgemm, int64_t calls, int transA, int transB, int m, int n, int k, float alpha,
                         const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc) {
    const int64_t start = nanos();
    for (int64_t call = 0; call < calls; call++) {
        sgemm(ROW_MAJOR, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }
    return calls > 0 ? nanos() - start : 0;
}
