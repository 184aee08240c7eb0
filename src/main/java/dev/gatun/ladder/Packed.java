package dev.gatun.ladder;

import dev.gatun.Tensor;
import dev.gatun.gemm.Backend;

/**
 * What the operator does inside, in Java: the operands are packed into panels that fit the caches, and a micro kernel keeps
 * a tile of sums in vector registers. No native code. The lesson's line is the operator's:
 *
 * <pre>{@code
 * a @ b
 * }</pre>
 */
final class Packed {
    private Packed() {}

    static Tensor matmul(Tensor a, Tensor b) {
        return a.matmul(b, Backend.PACKED);
    }
}
