package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorMicroKernel} without panels. A template, see {@link Specialized}: rows that the tile lacks vanish. The
 * step along the rows of A is a constant, so that C2 checks their bounds once, before the loop.
 */
final class VectorInPlaceKernel implements InPlaceKernel {
    private static final Tile TILE = Specialized.operation(MethodHandles.lookup(), Tile.class);
    private static final int ROWS = TILE.rows();
    private static final boolean PAIR = TILE.pair();
    private static final VectorSpecies<Float> SPECIES = VectorShapes.species(TILE.lanes());
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorInPlaceKernel() {}

    @Override
    public void run(
            int k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            MemorySegment b,
            long bo,
            long brs,
            long second,
            MemorySegment c,
            long co,
            long crs) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        c = Kinds.exactly(Kinds.NATIVE, c);
        FloatVector c0x = FloatVector.zero(SPECIES);
        FloatVector c0y = FloatVector.zero(SPECIES);
        FloatVector c1x = FloatVector.zero(SPECIES);
        FloatVector c1y = FloatVector.zero(SPECIES);
        FloatVector c2x = FloatVector.zero(SPECIES);
        FloatVector c2y = FloatVector.zero(SPECIES);
        FloatVector c3x = FloatVector.zero(SPECIES);
        FloatVector c3y = FloatVector.zero(SPECIES);
        FloatVector c4x = FloatVector.zero(SPECIES);
        FloatVector c4y = FloatVector.zero(SPECIES);
        FloatVector c5x = FloatVector.zero(SPECIES);
        FloatVector c5y = FloatVector.zero(SPECIES);
        FloatVector c6x = FloatVector.zero(SPECIES);
        FloatVector c6y = FloatVector.zero(SPECIES);
        FloatVector c7x = FloatVector.zero(SPECIES);
        FloatVector c7y = FloatVector.zero(SPECIES);
        long rowOfA = ars * Float.BYTES;
        long a0 = ao * Float.BYTES;
        long a1 = a0 + rowOfA;
        long a2 = a1 + rowOfA;
        long a3 = a2 + rowOfA;
        long a4 = a3 + rowOfA;
        long a5 = a4 + rowOfA;
        long a6 = a5 + rowOfA;
        long a7 = a6 + rowOfA;
        long x0 = bo * Float.BYTES;
        long y0 = x0 + second * Float.BYTES;
        long nextOfB = brs * Float.BYTES;
        for (int p = 0; p < k; p++) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, b, x0, ORDER);
            FloatVector y = PAIR ? FloatVector.fromMemorySegment(SPECIES, b, y0, ORDER) : x;
            if (ROWS > 0) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a0 + p * (long) Float.BYTES));
                c0x = f.fma(x, c0x);
                if (PAIR) {
                    c0y = f.fma(y, c0y);
                }
            }
            if (ROWS > 1) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a1 + p * (long) Float.BYTES));
                c1x = f.fma(x, c1x);
                if (PAIR) {
                    c1y = f.fma(y, c1y);
                }
            }
            if (ROWS > 2) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a2 + p * (long) Float.BYTES));
                c2x = f.fma(x, c2x);
                if (PAIR) {
                    c2y = f.fma(y, c2y);
                }
            }
            if (ROWS > 3) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a3 + p * (long) Float.BYTES));
                c3x = f.fma(x, c3x);
                if (PAIR) {
                    c3y = f.fma(y, c3y);
                }
            }
            if (ROWS > 4) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a4 + p * (long) Float.BYTES));
                c4x = f.fma(x, c4x);
                if (PAIR) {
                    c4y = f.fma(y, c4y);
                }
            }
            if (ROWS > 5) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a5 + p * (long) Float.BYTES));
                c5x = f.fma(x, c5x);
                if (PAIR) {
                    c5y = f.fma(y, c5y);
                }
            }
            if (ROWS > 6) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a6 + p * (long) Float.BYTES));
                c6x = f.fma(x, c6x);
                if (PAIR) {
                    c6y = f.fma(y, c6y);
                }
            }
            if (ROWS > 7) {
                FloatVector f = FloatVector.broadcast(SPECIES, a.get(FLOAT, a7 + p * (long) Float.BYTES));
                c7x = f.fma(x, c7x);
                if (PAIR) {
                    c7y = f.fma(y, c7y);
                }
            }
            x0 += nextOfB;
            y0 += nextOfB;
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        long x1 = co * Float.BYTES;
        long y1 = x1 + second * Float.BYTES;
        long rowOfC = crs * Float.BYTES;
        if (ROWS > 0) {
            scale.mul(c0x).intoMemorySegment(c, x1, ORDER);
            if (PAIR) {
                scale.mul(c0y).intoMemorySegment(c, y1, ORDER);
            }
        }
        if (ROWS > 1) {
            scale.mul(c1x).intoMemorySegment(c, x1 + rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c1y).intoMemorySegment(c, y1 + rowOfC, ORDER);
            }
        }
        if (ROWS > 2) {
            scale.mul(c2x).intoMemorySegment(c, x1 + 2 * rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c2y).intoMemorySegment(c, y1 + 2 * rowOfC, ORDER);
            }
        }
        if (ROWS > 3) {
            scale.mul(c3x).intoMemorySegment(c, x1 + 3 * rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c3y).intoMemorySegment(c, y1 + 3 * rowOfC, ORDER);
            }
        }
        if (ROWS > 4) {
            scale.mul(c4x).intoMemorySegment(c, x1 + 4 * rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c4y).intoMemorySegment(c, y1 + 4 * rowOfC, ORDER);
            }
        }
        if (ROWS > 5) {
            scale.mul(c5x).intoMemorySegment(c, x1 + 5 * rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c5y).intoMemorySegment(c, y1 + 5 * rowOfC, ORDER);
            }
        }
        if (ROWS > 6) {
            scale.mul(c6x).intoMemorySegment(c, x1 + 6 * rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c6y).intoMemorySegment(c, y1 + 6 * rowOfC, ORDER);
            }
        }
        if (ROWS > 7) {
            scale.mul(c7x).intoMemorySegment(c, x1 + 7 * rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c7y).intoMemorySegment(c, y1 + 7 * rowOfC, ORDER);
            }
        }
    }
}
