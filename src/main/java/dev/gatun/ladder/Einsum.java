package dev.gatun.ladder;

import dev.gatun.Tensor;
import dev.gatun.gemm.Backend;

/**
 * No loop is left: the product is described, and the library chooses the loops. Pure Java, so that the tier is not the
 * next one in disguise. The lesson's line:
 *
 * <pre>{@code
 * torch.einsum('ik,kj->ij', a, b)
 * }</pre>
 */
final class Einsum {
    private Einsum() {}

    static Tensor matmul(Tensor a, Tensor b) {
        return Tensor.einsum(Backend.PACKED, "ik,kj->ij", a, b);
    }
}
