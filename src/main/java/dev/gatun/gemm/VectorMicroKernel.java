package dev.gatun.gemm;

import dev.gatun.gemm.Tile.Store;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro kernel on vectors: all sums of a tile stay in registers while k runs; each step loads one or two vectors of B,
 * broadcasts one element of A a row, and adds their products with FMA. A template, see {@link Specialized}: the tile's
 * size is a constant of each copy, and rows that it lacks vanish.
 *
 * <p>It is written so that C2 keeps the sums in registers and leaves nothing else in the loop (each was measured,
 * docs/adr/0005): an accumulator of its own zero for each vector, no mask that lives across the loop, no helper methods
 * (beyond a certain size of the graph only the JDK's own are inlined), and A in an array with constant steps, so that a
 * broadcast is one instruction with a constant displacement and no bounds check.
 */
final class VectorMicroKernel implements MicroKernel {
    private static final Tile TILE = Specialized.operation(MethodHandles.lookup(), Tile.class);
    private static final int ROWS = TILE.rows();
    private static final boolean PAIR = TILE.vectors() == 2;
    private static final VectorSpecies<Float> SPECIES = VectorShapes.species(TILE.lanes());
    private static final int LANES = TILE.lanes();
    private static final long NEXT = LANES * (long) Float.BYTES;
    private static final int STEP = TILE.panel().step(ROWS);
    private static final int ROW = TILE.panel().row();
    private static final int WIDTH = TILE.width();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorMicroKernel() {}

    @Override
    public void run(
            int k,
            float[] a,
            int ao,
            MemorySegment b,
            long bo,
            long brs,
            float alpha,
            float[] tile,
            MemorySegment c,
            long co,
            long crs) {
        b = Kinds.exactly(Kinds.NATIVE, b);
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
        long rowOfB = bo * Float.BYTES;
        long nextOfB = brs * Float.BYTES;
        for (int p = 0; p < k; p++) {
            int at = ao + p * STEP;
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, b, rowOfB, ORDER);
            FloatVector y = PAIR ? FloatVector.fromMemorySegment(SPECIES, b, rowOfB + NEXT, ORDER) : x;
            if (ROWS > 0) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at]);
                c0x = f.fma(x, c0x);
                if (PAIR) {
                    c0y = f.fma(y, c0y);
                }
            }
            if (ROWS > 1) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + ROW]);
                c1x = f.fma(x, c1x);
                if (PAIR) {
                    c1y = f.fma(y, c1y);
                }
            }
            if (ROWS > 2) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + 2 * ROW]);
                c2x = f.fma(x, c2x);
                if (PAIR) {
                    c2y = f.fma(y, c2y);
                }
            }
            if (ROWS > 3) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + 3 * ROW]);
                c3x = f.fma(x, c3x);
                if (PAIR) {
                    c3y = f.fma(y, c3y);
                }
            }
            if (ROWS > 4) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + 4 * ROW]);
                c4x = f.fma(x, c4x);
                if (PAIR) {
                    c4y = f.fma(y, c4y);
                }
            }
            if (ROWS > 5) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + 5 * ROW]);
                c5x = f.fma(x, c5x);
                if (PAIR) {
                    c5y = f.fma(y, c5y);
                }
            }
            if (ROWS > 6) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + 6 * ROW]);
                c6x = f.fma(x, c6x);
                if (PAIR) {
                    c6y = f.fma(y, c6y);
                }
            }
            if (ROWS > 7) {
                FloatVector f = FloatVector.broadcast(SPECIES, a[at + 7 * ROW]);
                c7x = f.fma(x, c7x);
                if (PAIR) {
                    c7y = f.fma(y, c7y);
                }
            }
            rowOfB += nextOfB;
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha); // its class is known, that of the sums is not
        if (TILE.store() == Store.ARRAY) {
            if (ROWS > 0) {
                scale.mul(c0x).intoArray(tile, 0);
                if (PAIR) {
                    scale.mul(c0y).intoArray(tile, LANES);
                }
            }
            if (ROWS > 1) {
                scale.mul(c1x).intoArray(tile, WIDTH);
                if (PAIR) {
                    scale.mul(c1y).intoArray(tile, WIDTH + LANES);
                }
            }
            if (ROWS > 2) {
                scale.mul(c2x).intoArray(tile, 2 * WIDTH);
                if (PAIR) {
                    scale.mul(c2y).intoArray(tile, 2 * WIDTH + LANES);
                }
            }
            if (ROWS > 3) {
                scale.mul(c3x).intoArray(tile, 3 * WIDTH);
                if (PAIR) {
                    scale.mul(c3y).intoArray(tile, 3 * WIDTH + LANES);
                }
            }
            if (ROWS > 4) {
                scale.mul(c4x).intoArray(tile, 4 * WIDTH);
                if (PAIR) {
                    scale.mul(c4y).intoArray(tile, 4 * WIDTH + LANES);
                }
            }
            if (ROWS > 5) {
                scale.mul(c5x).intoArray(tile, 5 * WIDTH);
                if (PAIR) {
                    scale.mul(c5y).intoArray(tile, 5 * WIDTH + LANES);
                }
            }
            if (ROWS > 6) {
                scale.mul(c6x).intoArray(tile, 6 * WIDTH);
                if (PAIR) {
                    scale.mul(c6y).intoArray(tile, 6 * WIDTH + LANES);
                }
            }
            if (ROWS > 7) {
                scale.mul(c7x).intoArray(tile, 7 * WIDTH);
                if (PAIR) {
                    scale.mul(c7y).intoArray(tile, 7 * WIDTH + LANES);
                }
            }
            return;
        }
        c = Kinds.exactly(Kinds.NATIVE, c);
        long rowOfC = co * Float.BYTES;
        long nextOfC = crs * Float.BYTES;
        if (ROWS > 0) {
            scale.mul(c0x).intoMemorySegment(c, rowOfC, ORDER);
            if (PAIR) {
                scale.mul(c0y).intoMemorySegment(c, rowOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 1) {
            scale.mul(c1x).intoMemorySegment(c, rowOfC + nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c1y).intoMemorySegment(c, rowOfC + nextOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 2) {
            scale.mul(c2x).intoMemorySegment(c, rowOfC + 2 * nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c2y).intoMemorySegment(c, rowOfC + 2 * nextOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 3) {
            scale.mul(c3x).intoMemorySegment(c, rowOfC + 3 * nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c3y).intoMemorySegment(c, rowOfC + 3 * nextOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 4) {
            scale.mul(c4x).intoMemorySegment(c, rowOfC + 4 * nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c4y).intoMemorySegment(c, rowOfC + 4 * nextOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 5) {
            scale.mul(c5x).intoMemorySegment(c, rowOfC + 5 * nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c5y).intoMemorySegment(c, rowOfC + 5 * nextOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 6) {
            scale.mul(c6x).intoMemorySegment(c, rowOfC + 6 * nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c6y).intoMemorySegment(c, rowOfC + 6 * nextOfC + NEXT, ORDER);
            }
        }
        if (ROWS > 7) {
            scale.mul(c7x).intoMemorySegment(c, rowOfC + 7 * nextOfC, ORDER);
            if (PAIR) {
                scale.mul(c7y).intoMemorySegment(c, rowOfC + 7 * nextOfC + NEXT, ORDER);
            }
        }
    }
}
