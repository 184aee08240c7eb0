package dev.gatun.ladder;

import dev.gatun.Tensor;

/**
 * The loop over columns goes too: a row of A, stood up as a column, is broadcast over all of B, and the rows are summed.
 * The lesson's line:
 *
 * <pre>{@code
 * c[i] = (a[i].unsqueeze(-1) * b).sum(dim=0)
 * }</pre>
 */
final class Broadcast {
    private Broadcast() {}

    static Tensor matmul(Tensor a, Tensor b) {
        Tensor c = Tensor.zeros(a.size(0), b.size(1));
        for (long i = 0; i < a.size(0); i++) {
            c.at(i).assign(a.at(i).unsqueeze(-1).mul(b).sum(0));
        }
        return c;
    }
}
