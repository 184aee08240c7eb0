/* The product as everybody writes it first, in C: the compiler's best at -O3, and nothing by hand. */
#include "gatun_yardsticks.h"
#include "timing.h"

void gatun_triple_loop(const float *a, const float *b, float *c, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int l = 0; l < k; l++) sum += a[(size_t) i * k + l] * b[(size_t) l * n + j];
            c[(size_t) i * n + j] = sum;
        }
    }
}

int64_t gatun_time_triple_loop(int64_t calls, const float *a, const float *b, float *c, int m, int n, int k) {
    const int64_t start = nanos();
    for (int64_t call = 0; call < calls; call++) {
        gatun_triple_loop(a, b, c, m, n, k);
        observe(c); /* or one call would do for all of them */
    }
    return calls > 0 ? nanos() - start : 0;
}
