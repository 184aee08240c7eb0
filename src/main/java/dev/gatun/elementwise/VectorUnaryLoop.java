package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = op a}, many elements at once: the fast twin of {@link UnaryLoop}; a template, see {@link Specialized}. What an
 * element becomes does not depend on where it stands: the last few are a vector under a mask or left to the twin, which gives
 * the same bits; strided ones are gathered.
 */
final class VectorUnaryLoop extends Apart implements UnaryKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final UnaryOp OP = Specialized.operation(MethodHandles.lookup(), UnaryOp.class);
    private static final UnaryOp.Function SCALAR = OP.function();

    /** A long function is in each loop once: C2 stops inlining beyond a certain size, and then allocates each vector. */
    private static final boolean LONG = OP.isCostly();

    private static final VectorFunctions.Unary FUNCTION = VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** The even lanes of a vector, twice. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);

    private static final VectorMask<Float> UPPER = SPECIES.indexInRange(-LANES / 2, LANES / 2);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /**
     * The elements of a step. Not final, so that C2 does not know it and does not unroll the loop: in turn, one load and one store go
     * through memory a sixth faster than several of each at a time.
     */
    private static int oneVector = LANES;

    VectorUnaryLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a) {
        long cs = loop.stride(0);
        long as = loop.stride(1);
        boolean straight = cs == 1 && as == 1;
        boolean second = !LONG && cs == 1 && as == 2;
        float[] gathered = Scratch.own().first(Gather.BUFFER);
        do {
            if (straight) {
                straight(loop.length(), c, loop.at(0), a, loop.at(1));
            } else if (second) {
                everySecond(loop.length(), c, loop.at(0), a, loop.at(1), gathered);
            } else {
                strided(loop.length(), c, loop.at(0), cs, a, loop.at(1), as, gathered);
            }
        } while (loop.next());
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0) {
        straight(n, c, c0, a, a0);
    }

    private static void straight(int n, MemorySegment c, long c0, MemorySegment a, long a0) {
        if (LONG || n < LANES) {
            masked(n, c, c0, a, a0);
        } else {
            vectors(n, c, c0, a, a0);
        }
    }

    /** The last vector ends with the last element, and is read before anything is written: c may be a. */
    private static void vectors(int n, MemorySegment c, long c0, MemorySegment a, long a0) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        int end = n - LANES;
        FloatVector last = FUNCTION.apply(FloatVector.fromMemorySegment(SPECIES, a, (a0 + end) * Float.BYTES, ORDER));
        int step = oneVector;
        for (int j = 0; j < end; j += step) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER);
            FUNCTION.apply(x).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER);
        }
        last.intoMemorySegment(c, (c0 + end) * Float.BYTES, ORDER);
    }

    /** In vectors, and what is left in one under a mask, or by the twin. */
    private static void masked(int n, MemorySegment c, long c0, MemorySegment a, long a0) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER);
            FUNCTION.apply(x).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER);
        }
        if (LONG) {
            for (; j < n; j++) {
                Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(Elements.load(DType.FLOAT32, a, a0 + j)));
            }
        } else if (j < n) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER, rest);
            FUNCTION.apply(x).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }

    /** Two vectors are read, and the even lanes of both are one. */
    private static void everySecond(int n, MemorySegment c, long c0, MemorySegment a, long a0, float[] gathered) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        int j = 0;
        for (; j < n - LANES; j += LANES) { // not the last, which would read beyond the last element
            long at = (a0 + 2L * j) * Float.BYTES;
            FloatVector lower = FloatVector.fromMemorySegment(SPECIES, a, at, ORDER);
            FloatVector upper = FloatVector.fromMemorySegment(SPECIES, a, at + (long) LANES * Float.BYTES, ORDER);
            FloatVector x = lower.rearrange(EVEN).blend(upper.rearrange(EVEN), UPPER);
            FUNCTION.apply(x).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER);
        }
        strided(n - j, c, c0 + j, 1, a, a0 + 2L * j, 2, gathered);
    }

    private static void strided(
            int n, MemorySegment c, long c0, long cs, MemorySegment a, long a0, long as, float[] gathered) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        for (int from = 0; from < n; from += Gather.BUFFER) {
            int count = Math.min(Gather.BUFFER, n - from);
            Gather.gather(gathered, count, a, a0 + from * as, as);
            if (!LONG && cs == 1) {
                buffered(count, c, c0 + from, gathered);
                continue;
            }
            for (int j = 0; j < count; j += LANES) {
                FUNCTION.apply(FloatVector.fromArray(SPECIES, gathered, j)).intoArray(gathered, j);
            }
            Gather.scatter(gathered, count, c, c0 + from * cs, cs);
        }
    }

    private static void buffered(int n, MemorySegment c, long c0, float[] gathered) {
        c = Kinds.exactly(KIND, c);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FUNCTION.apply(FloatVector.fromArray(SPECIES, gathered, j))
                    .intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER);
        }
        if (j < n) {
            FloatVector x = FloatVector.fromArray(SPECIES, gathered, j);
            FUNCTION.apply(x).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, SPECIES.indexInRange(j, n));
        }
    }
}
