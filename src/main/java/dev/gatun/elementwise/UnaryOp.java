package dev.gatun.elementwise;

import dev.gatun.jit.Simd;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Locale;

/** Operations of one number. */
public enum UnaryOp {
    /** {@code -a}. */
    NEG(DType.FLOAT32, DType.FLOAT32, a -> -a),
    /** The absolute value. */
    ABS(DType.FLOAT32, DType.FLOAT32, Math::abs),
    /** e to the power of a, within 0.9 ulp. */
    EXP(DType.FLOAT32, DType.FLOAT32, FloatMath::exp),
    /** The natural logarithm, within 0.95 ulp; NaN below 0. */
    LOG(DType.FLOAT32, DType.FLOAT32, FloatMath::log),
    /** The square root, correctly rounded; NaN below 0. */
    SQRT(DType.FLOAT32, DType.FLOAT32, a -> (float) Math.sqrt(a)),
    /** The hyperbolic tangent, within 1.1 ulp. */
    TANH(DType.FLOAT32, DType.FLOAT32, FloatMath::tanh),
    /** {@code 1 / (1 + exp(-a))}, within 1.5 ulp. */
    SIGMOID(DType.FLOAT32, DType.FLOAT32, FloatMath::sigmoid),
    /** {@code max(a, 0)}; NaN stays NaN. */
    RELU(DType.FLOAT32, DType.FLOAT32, a -> Math.max(a, 0)),
    /** A copy. */
    COPY(DType.FLOAT32, DType.FLOAT32, a -> a),
    /** A copy of truth values. */
    COPY_BOOL(DType.BOOL, DType.BOOL, a -> a),
    /** True where a is not 0; NaN is true. */
    TO_BOOL(DType.FLOAT32, DType.BOOL, a -> a),
    /** 1 for true, 0 for false. */
    TO_FLOAT(DType.BOOL, DType.FLOAT32, a -> a);

    private static final KernelCache<UnaryOp, Kernels<UnaryKernel>> KERNELS =
            new KernelCache<>(UnaryOp.class, UnaryOp::specialised);

    /** One element. */
    @FunctionalInterface
    interface Function {
        float apply(float a);
    }

    private final DType source;
    private final DType result;

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments alone
    private final Function function;

    UnaryOp(DType source, DType result, Function function) {
        this.source = source;
        this.result = result;
        this.function = function;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name in messages.
     *
     * @return as the method of a tensor is called, for example {@code exp}
     */
    public String label() {
        return label;
    }

    /**
     * The operation that copies elements of one dtype to another.
     *
     * @param source what is read
     * @param result what is written
     * @return a copy or a conversion
     */
    public static UnaryOp conversion(DType source, DType result) {
        if (source == result) {
            return source == DType.FLOAT32 ? COPY : COPY_BOOL;
        }
        return source == DType.FLOAT32 ? TO_BOOL : TO_FLOAT;
    }

    DType source() {
        return source;
    }

    DType result() {
        return result;
    }

    /** Whether it takes so long that fewer elements are worth a second thread. */
    boolean isCostly() {
        return this == EXP || this == LOG || this == TANH || this == SIGMOID;
    }

    Function function() {
        return function;
    }

    /** The loop for this operation on memory of these kinds. */
    UnaryKernel kernel(MemorySegment c, MemorySegment a) {
        return KERNELS.get(this).of(c, a);
    }

    private Kernels<UnaryKernel> specialised() {
        boolean vector = Simd.AVAILABLE && VectorFunctions.of(this).isPresent();
        return new Kernels<>(
                vector ? kind -> copy(VectorUnaryLoop.class, kind) : null, copy(UnaryLoop.class, Object.class));
    }

    private UnaryKernel copy(Class<? extends UnaryKernel> template, Class<?> kind) {
        return Specialized.copy(MethodHandles.lookup(), template, UnaryKernel.class, this, kind);
    }
}
