package dev.gatun.bench.einsum;

import dev.gatun.bench.einsum.EinsumCase.Matmul;
import dev.gatun.bench.measure.Competitor;
import dev.gatun.bench.python.LadderScript.Needs;
import java.util.Optional;

/** What computes a contraction. */
public enum Contender implements Competitor {
    /** {@code Tensor.einsum(out, subscripts, operands)}: into memory that is there. */
    EINSUM("einsum"),
    /** {@code Tensor.einsum(subscripts, operands)}: a fresh result. */
    FRESH("fresh"),
    /** {@code a.matmul(b, out)}, where the contraction is one product. */
    MATMUL("matmul"),
    /** {@code numpy.einsum(subscripts, *operands, optimize=True)}. Its {@code out=} would cost it a copy. */
    NUMPY("numpy"),
    /** {@code torch.einsum(subscripts, *operands)}; it has no {@code out=}. */
    TORCH("torch");

    private final String id;

    Contender(String id) {
        this.id = id;
    }

    /** Its name in tables and files, and its method in {@link EinsumBenchmark}. */
    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<Needs> library() {
        return switch (this) {
            case EINSUM, FRESH, MATMUL -> Optional.empty();
            case NUMPY -> Optional.of(Needs.NUMPY);
            case TORCH -> Optional.of(Needs.TORCH);
        };
    }

    boolean takes(EinsumCase of) {
        return this != MATMUL || of.matmul() != Matmul.NONE;
    }
}
