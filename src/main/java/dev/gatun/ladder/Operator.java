package dev.gatun.ladder;

import dev.gatun.Tensor;
import dev.gatun.gemm.Backend;

/**
 * The product that others have tuned for decades: {@code sgemm} of OpenBLAS, called through Panama on the memory that the
 * tensors have. The lesson's line:
 *
 * <pre>{@code
 * a @ b
 * }</pre>
 */
final class Operator {
    private Operator() {}

    static Tensor matmul(Tensor a, Tensor b) {
        return a.matmul(b, Backend.OPENBLAS);
    }
}
