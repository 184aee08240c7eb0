package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Simd;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Locale;

/**
 * What folds many elements into one. Accumulators are double, so that long sums keep their digits; loops on vectors fold eight
 * elements in float first.
 */
public enum Reduction {
    /** The sum; 0 of nothing. */
    SUM(DType.FLOAT32, 0, Double::sum),
    /** The largest; NaN if any is. It has no value of nothing, which the caller refuses. */
    MAX(DType.FLOAT32, Double.NEGATIVE_INFINITY, Math::max),
    /** The smallest; NaN if any is. It has no value of nothing, which the caller refuses. */
    MIN(DType.FLOAT32, Double.POSITIVE_INFINITY, Math::min),
    /** Whether all are true; true of nothing. */
    ALL(DType.BOOL, 1, Math::min),
    /** Whether any is true; false of nothing. */
    ANY(DType.BOOL, 0, Math::max);

    private static final KernelCache<Reduction, Kinds<ReductionKernel>> KERNELS =
            new KernelCache<>(Reduction.class, Reduction::specialised);

    /** One step of the fold, associative and commutative up to rounding. */
    @FunctionalInterface
    interface Function {
        double apply(double accumulator, double element);
    }

    private final DType dtype;
    private final double identity;

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments alone
    private final Function function;

    Reduction(DType dtype, double identity, Function function) {
        this.dtype = dtype;
        this.identity = identity;
        this.function = function;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name in messages.
     *
     * @return as the method of a tensor is called, for example {@code sum}
     */
    public String label() {
        return label;
    }

    /**
     * What is read and written.
     *
     * @return FLOAT32, or BOOL for ALL and ANY
     */
    public DType dtype() {
        return dtype;
    }

    double identity() {
        return identity;
    }

    Function function() {
        return function;
    }

    /** The loop for this reduction on memory of this kind. */
    ReductionKernel kernel(MemorySegment memory) {
        return KERNELS.get(this).of(memory);
    }

    private Kinds<ReductionKernel> specialised() {
        boolean vector = Simd.AVAILABLE && dtype == DType.FLOAT32;
        Class<? extends ReductionKernel> template = vector ? VectorReductionLoop.class : ReductionLoop.class;
        return new Kinds<>(
                kind -> Specialized.copy(MethodHandles.lookup(), template, ReductionKernel.class, this, kind));
    }
}
