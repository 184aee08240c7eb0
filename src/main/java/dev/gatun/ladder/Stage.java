package dev.gatun.ladder;

import dev.gatun.Tensor;
import dev.gatun.bindings.LoadReport;
import dev.gatun.bindings.OpenBlas;
import dev.gatun.layout.DType;
import dev.gatun.layout.ShapeException;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The tiers of the matrix product {@code C = A B}, slowest first: the table of contents of this package. A tier is one
 * constant here and one file beside it.
 */
public enum Stage {
    /** Three loops over elements. */
    TRIPLE_LOOP(
            "tripleLoop",
            TripleLoop::matmul,
            "c.set(c.get(i, j) + a.get(i, k) * b.get(k, j), i, j)",
            "c[i,j] += a[i,k] * b[k,j]",
            OptionalDouble.empty()),

    /** A row times a column, summed; two loops. */
    ELEMENTWISE(
            "elementwise",
            Elementwise::matmul,
            "c.set(a.at(i).mul(b.at(ALL, at(j))).sum().item(), i, j)",
            "c[i,j] = (a[i,:] * b[:,j]).sum()",
            OptionalDouble.of(178)),

    /** A row broadcast over a matrix, summed; one loop. */
    BROADCAST(
            "broadcast",
            Broadcast::matmul,
            "c.at(i).assign(a.at(i).unsqueeze(-1).mul(b).sum(0))",
            "c[i] = (a[i].unsqueeze(-1) * b).sum(dim=0)",
            OptionalDouble.of(3_194.95)),

    /** Einstein summation in pure Java. */
    EINSUM(
            "einsum",
            Einsum::matmul,
            "Tensor.einsum(Backend.PACKED, \"ik,kj->ij\", a, b)",
            "torch.einsum('ik,kj->ij', a, b)",
            OptionalDouble.of(16_090.91)),

    /** Packed panels and vectors in Java, the lesson's operator without native code. */
    PACKED("packed", Packed::matmul, "a.matmul(b, Backend.PACKED)", "a @ b", OptionalDouble.empty()),

    /** OpenBLAS through Panama. */
    OPERATOR("operator", Operator::matmul, "a.matmul(b, Backend.OPENBLAS)", "a @ b", OptionalDouble.of(49_166.67));

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method has no state
    private final BinaryOperator<Tensor> tier;

    private final String code;
    private final String lesson;
    private final OptionalDouble lessonFactor;

    Stage(String id, BinaryOperator<Tensor> tier, String code, String lesson, OptionalDouble lessonFactor) {
        this.id = id;
        this.tier = tier;
        this.code = code;
        this.lesson = lesson;
        this.lessonFactor = lessonFactor;
    }

    /**
     * Multiplies two matrices by this tier.
     *
     * @param a FLOAT32 of shape [m, k], any strides
     * @param b FLOAT32 of shape [k, n], any strides
     * @return a fresh tensor of shape [m, n]
     * @throws ShapeException if an operand is no matrix or the inner sizes differ
     * @throws IllegalArgumentException if an operand is not FLOAT32
     * @throws IllegalStateException if this tier is not {@link #available}, or an operand's memory was freed
     */
    public Tensor matmul(Tensor a, Tensor b) {
        if (a.rank() != 2 || b.rank() != 2 || a.size(1) != b.size(0)) {
            throw new ShapeException(id + ": shapes " + ShapeException.show(a.shape()) + " and "
                    + ShapeException.show(b.shape()) + " do not multiply: "
                    + (a.rank() != 2 || b.rank() != 2
                            ? "both must be matrices"
                            : "the left has " + a.size(1) + " columns, the right " + b.size(0) + " rows"));
        }
        if (a.dtype() != DType.FLOAT32 || b.dtype() != DType.FLOAT32) {
            throw new IllegalArgumentException(
                    id + ": dtypes " + a.dtype() + " and " + b.dtype() + "; both must be FLOAT32");
        }
        return tier.apply(a, b);
    }

    /**
     * The name of this tier in reports and files.
     *
     * @return for example {@code tripleLoop}
     */
    public String id() {
        return id;
    }

    /**
     * The line of Java that is this tier, as it stands in its file.
     *
     * @return an expression over {@code a}, {@code b} and {@code c}
     */
    public String code() {
        return code;
    }

    /**
     * The lesson's line for this tier.
     *
     * @return a line of Python
     */
    public String lesson() {
        return lesson;
    }

    /**
     * How many times faster than its baseline, three Python loops over PyTorch tensors, the lesson found its own line.
     *
     * @return the factor, or empty for the tier that is the baseline and for PACKED, which the lesson lacks
     */
    public OptionalDouble lessonFactor() {
        return lessonFactor;
    }

    /**
     * Whether this tier can run in this process. The first question for OPERATOR looks for OpenBLAS.
     *
     * @return false only for OPERATOR, where no OpenBLAS was loaded
     */
    public boolean available() {
        return this != OPERATOR || OpenBlas.instance().isPresent();
    }

    /**
     * Why this tier cannot run here, and what to do about it.
     *
     * @return one line, empty if it is {@link #available}
     */
    public String unavailableReason() {
        if (available()) {
            return "";
        }
        boolean off =
                OpenBlas.report().attempts().stream().anyMatch(attempt -> attempt.outcome() == LoadReport.Outcome.OFF);
        if (off) {
            return "OpenBLAS is switched off; leave out -Dgatun.blas=none";
        }
        return OpenBlas.report().attempts().stream()
                .map(LoadReport.Attempt::toString)
                .collect(Collectors.joining(
                        "; ",
                        "OpenBLAS is not loaded (",
                        "); put org.bytedeco:openblas with the classifier "
                                + OpenBlas.report().platform()
                                + " on the class path, or name a library with -Dgatun.blas=PATH"));
    }
}
