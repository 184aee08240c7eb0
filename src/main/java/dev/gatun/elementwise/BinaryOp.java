package dev.gatun.elementwise;

import dev.gatun.jit.Simd;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Operations of two numbers. Comparisons give 1 or 0 and are stored as BOOL; they are false for NaN, except NE. */
public enum BinaryOp {
    /** {@code a + b}. */
    ADD(DType.FLOAT32, (a, b) -> a + b),
    /** {@code a - b}. */
    SUB(DType.FLOAT32, (a, b) -> a - b),
    /** {@code a * b}. */
    MUL(DType.FLOAT32, (a, b) -> a * b),
    /** {@code a / b}. */
    DIV(DType.FLOAT32, (a, b) -> a / b),
    /** {@code max(a + b, 0)}, a bias and a rectifier; NaN stays NaN. */
    ADD_RELU(DType.FLOAT32, (a, b) -> Math.max(a + b, 0)),
    /** a to the power of b, within 0.51 ulp; as in C, 1 to any power is 1, even to NaN. */
    POW(DType.FLOAT32, BinaryOp::power),
    /** The larger one; NaN if either is. */
    MAXIMUM(DType.FLOAT32, Math::max),
    /** The smaller one; NaN if either is. */
    MINIMUM(DType.FLOAT32, Math::min),
    /** {@code a == b}. */
    EQ(DType.BOOL, (a, b) -> a == b ? 1 : 0),
    /** {@code a != b}. */
    NE(DType.BOOL, (a, b) -> a != b ? 1 : 0),
    /** {@code a < b}. */
    LT(DType.BOOL, (a, b) -> a < b ? 1 : 0),
    /** {@code a <= b}. */
    LE(DType.BOOL, (a, b) -> a <= b ? 1 : 0),
    /** {@code a > b}. */
    GT(DType.BOOL, (a, b) -> a > b ? 1 : 0),
    /** {@code a >= b}. */
    GE(DType.BOOL, (a, b) -> a >= b ? 1 : 0);

    private static final KernelCache<BinaryOp, Kernels<BinaryKernel>> KERNELS =
            new KernelCache<>(BinaryOp.class, BinaryOp::specialised);

    /** One pair of elements. */
    @FunctionalInterface
    interface Function {
        float apply(float a, float b);
    }

    private final DType result;

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments alone
    private final Function function;

    BinaryOp(DType result, Function function) {
        this.result = result;
        this.function = function;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name in messages.
     *
     * @return as the method of a tensor is called, for example {@code add}
     */
    public String label() {
        return label;
    }

    /**
     * What the operation gives.
     *
     * @return FLOAT32, or BOOL for a comparison
     */
    public DType result() {
        return result;
    }

    /** Whether it takes so long that fewer elements are worth a second thread. */
    boolean isCostly() {
        return this == POW;
    }

    Function function() {
        return function;
    }

    /** C's pow, as PyTorch and NumPy have it. Java's gives NaN for 1 to the NaN and for 1 and -1 to the infinities. */
    private static float power(float a, float b) {
        return a == 1 || (a == -1 && Float.isInfinite(b)) ? 1 : (float) Math.pow(a, b);
    }

    /** The loop for this operation on memory of these kinds. */
    BinaryKernel kernel(MemorySegment c, MemorySegment a, MemorySegment b) {
        return KERNELS.get(this).of(c, a, b);
    }

    private Kernels<BinaryKernel> specialised() {
        Class<? extends BinaryKernel> vectors = Simd.AVAILABLE ? vectors() : null;
        return new Kernels<>(
                vectors == null ? null : kind -> copy(vectors, kind), copy(BinaryLoop.class, Object.class));
    }

    /** The loop on vectors, or null; asked only where there are vectors. */
    private @Nullable Class<? extends BinaryKernel> vectors() {
        if (this == POW) {
            return VectorPowLoop.class;
        }
        if (VectorFunctions.of(this).isPresent()) {
            return VectorBinaryLoop.class;
        }
        return VectorFunctions.comparison(this).isPresent() ? VectorCompareLoop.class : null;
    }

    private BinaryKernel copy(Class<? extends BinaryKernel> template, Class<?> kind) {
        return Specialized.copy(MethodHandles.lookup(), template, BinaryKernel.class, this, kind);
    }
}
