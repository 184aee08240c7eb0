package dev.gatun.ladder;

import static dev.gatun.Index.ALL;
import static dev.gatun.Index.at;

import dev.gatun.Tensor;

/**
 * The innermost loop becomes an elementwise product of a row and a column, and its sum. The lesson's line:
 *
 * <pre>{@code
 * c[i,j] = (a[i,:] * b[:,j]).sum()
 * }</pre>
 */
final class Elementwise {
    private Elementwise() {}

    static Tensor matmul(Tensor a, Tensor b) {
        Tensor c = Tensor.zeros(a.size(0), b.size(1));
        for (long i = 0; i < a.size(0); i++) {
            for (long j = 0; j < b.size(1); j++) {
                c.set(a.at(i).mul(b.at(ALL, at(j))).sum().item(), i, j);
            }
        }
        return c;
    }
}
