package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = a ^ b}, many elements at once; a template, see {@link Specialized}. The steps of {@link VectorPow} are loops of
 * their own over buffers: in one loop they are more than C2 inlines, and what it does not inline puts vectors on the heap.
 * For the same reason they are called through an interface, so that C2 does not put them together again.
 */
final class VectorPowLoop extends Apart implements BinaryKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int DOUBLE_LANES = DOUBLES.length();

    /** As many floats as there are double lanes. */
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    private static final Step[] STEPS = {VectorPowLoop::exponents, VectorPowLoop::powers, VectorPowLoop::byTheRules};

    VectorPowLoop() {}

    /** What is done with the first n elements of the buffers. */
    @FunctionalInterface
    interface Step {
        void run(int n, Buffers buffers);
    }

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        Buffers buffers = buffers(loop.length());
        do {
            run(
                    loop.length(),
                    c,
                    loop.at(0),
                    loop.stride(0),
                    a,
                    loop.at(1),
                    loop.stride(1),
                    b,
                    loop.at(2),
                    loop.stride(2),
                    buffers);
        } while (loop.next());
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        run(n, c, c0, 1, a, a0, 1, b, b0, 1, buffers(n));
    }

    @Override
    public void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        run(n, c, c0, 1, a, a0, 1, b, b0, 0, buffers(n));
    }

    /** What lies between the steps: up to 5 KiB, which stays in the first-level cache. Not private, as no copy of the loop is a member. */
    static final class Buffers {
        final float[] x;
        final float[] y;
        final float[] power;
        final double[] exponent;

        Buffers(int size) {
            x = new float[size];
            y = new float[size];
            power = new float[size];
            exponent = new double[size];
        }
    }

    /** For runs of n elements, in whole vectors. */
    private static Buffers buffers(int n) {
        return new Buffers(SPECIES.loopBound(Math.min(n, Gather.BUFFER) + LANES - 1));
    }

    private static void run(
            int n,
            MemorySegment c,
            long c0,
            long cs,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs,
            Buffers buffers) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        for (int from = 0; from < n; from += Gather.BUFFER) {
            int count = Math.min(Gather.BUFFER, n - from);
            read(buffers.x, count, a, a0 + from * as, as);
            read(buffers.y, count, b, b0 + from * bs, bs);
            for (Step step : STEPS) {
                step.run(count, buffers);
            }
            Gather.scatter(buffers.power, count, c, c0 + from * cs, cs);
        }
    }

    private static void read(float[] buffer, int n, MemorySegment memory, long first, long stride) {
        if (stride == 0) {
            Arrays.fill(buffer, 0, n, Elements.load(DType.FLOAT32, memory, first));
        } else {
            Gather.gather(buffer, n, memory, first, stride);
        }
    }

    private static void exponents(int n, Buffers buffers) {
        for (int j = 0; j < n; j += DOUBLE_LANES) {
            FloatVector x = FloatVector.fromArray(HALF, buffers.x, j);
            FloatVector y = FloatVector.fromArray(HALF, buffers.y, j);
            VectorPow.logarithm((DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0))
                    .mul(y.convertShape(VectorOperators.F2D, DOUBLES, 0))
                    .intoArray(buffers.exponent, j);
        }
    }

    private static void powers(int n, Buffers buffers) {
        for (int j = 0; j < n; j += DOUBLE_LANES) {
            DoubleVector x = VectorPow.exponential(DoubleVector.fromArray(DOUBLES, buffers.exponent, j));
            ((FloatVector) x.convertShape(VectorOperators.D2F, HALF, 0)).intoArray(buffers.power, j);
        }
    }

    private static void byTheRules(int n, Buffers buffers) {
        for (int j = 0; j < n; j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, buffers.x, j);
            FloatVector y = FloatVector.fromArray(SPECIES, buffers.y, j);
            VectorPow.byTheRules(FloatVector.fromArray(SPECIES, buffers.power, j), x, y)
                    .intoArray(buffers.power, j);
        }
    }
}
