package dev.gatun.ladder;

import dev.gatun.Tensor;
import dev.gatun.Workspace;

/**
 * The loop over columns goes too: a row of A, stood up as a column, is broadcast over all of B, and the rows are summed.
 * The lesson's line:
 *
 * <pre>{@code
 * c[i] = (a[i].unsqueeze(-1) * b).sum(dim=0)
 * }</pre>
 *
 * <p>Python gives the memory of each product back when it is summed, by counting references; here a {@link Workspace} does.
 */
final class Broadcast {
    private Broadcast() {}

    @SuppressWarnings("try") // the workspace is not named in its scope
    static Tensor matmul(Tensor a, Tensor b) {
        Tensor c = Tensor.zeros(a.size(0), b.size(1));
        for (long i = 0; i < a.size(0); i++) {
            try (Workspace temporaries = Workspace.open()) {
                c.at(i).assign(a.at(i).unsqueeze(-1).mul(b).sum(0));
            }
        }
        return c;
    }
}
