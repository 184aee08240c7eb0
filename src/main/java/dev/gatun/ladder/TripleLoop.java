package dev.gatun.ladder;

import dev.gatun.Tensor;

/**
 * The product as it is defined, element by element: each access multiplies the index by the strides and adds up where the
 * element lies. The lesson's line:
 *
 * <pre>{@code
 * c[i,j] += a[i,k] * b[k,j]
 * }</pre>
 */
final class TripleLoop {
    private TripleLoop() {}

    static Tensor matmul(Tensor a, Tensor b) {
        Tensor c = Tensor.zeros(a.size(0), b.size(1));
        for (long i = 0; i < a.size(0); i++) {
            for (long j = 0; j < b.size(1); j++) {
                for (long k = 0; k < a.size(1); k++) {
                    c.set(c.get(i, j) + a.get(i, k) * b.get(k, j), i, j);
                }
            }
        }
        return c;
    }
}
