package dev.gatun.ladder;

import static dev.gatun.Index.ALL;
import static dev.gatun.Index.at;

import dev.gatun.Tensor;
import dev.gatun.Workspace;

/**
 * The innermost loop becomes an elementwise product of a row and a column, and its sum. The lesson's line:
 *
 * <pre>{@code
 * c[i,j] = (a[i,:] * b[:,j]).sum()
 * }</pre>
 *
 * <p>Python gives the memory of each product back when it is summed, by counting references; here a {@link Workspace} does, for
 * a row of C at a time.
 */
final class Elementwise {
    private Elementwise() {}

    @SuppressWarnings("try") // the workspace is not named in its scope
    static Tensor matmul(Tensor a, Tensor b) {
        Tensor c = Tensor.zeros(a.size(0), b.size(1));
        for (long i = 0; i < a.size(0); i++) {
            try (Workspace temporaries = Workspace.open()) {
                for (long j = 0; j < b.size(1); j++) {
                    c.set(a.at(i).mul(b.at(ALL, at(j))).sum().item(), i, j);
                }
            }
        }
        return c;
    }
}
