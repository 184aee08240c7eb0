package dev.gatun.bench.sgemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gatun.Tensor;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The operands of a product in native memory, each at the start of a cache line, and a place for the product: as C sees
 * them and as a user of the library does.
 *
 * @param lyingA A as it lies: m x k, or k x m where it is transposed
 * @param lyingB B as it lies: k x n, or n x k
 * @param lyingC the place for the product, m x n
 * @param a the view of A that is m x k
 * @param b the view of B that is k x n
 * @param out the view of the place
 */
record Matrices(MemorySegment lyingA, MemorySegment lyingB, MemorySegment lyingC, Tensor a, Tensor b, Tensor out) {
    private static final long CACHE_LINE = 64;

    static Matrices of(Operands operands, Transposes transposes, Arena arena) {
        Shape shape = operands.shape();
        MemorySegment a = lying(operands.a(), shape.m(), shape.k(), transposes.left(), arena);
        MemorySegment b = lying(operands.b(), shape.k(), shape.n(), transposes.right(), arena);
        MemorySegment c = arena.allocate((long) Float.BYTES * shape.m() * shape.n(), CACHE_LINE);
        return new Matrices(
                a,
                b,
                c,
                view(a, shape.m(), shape.k(), transposes.left()),
                view(b, shape.k(), shape.n(), transposes.right()),
                Tensor.wrap(c, shape.m(), shape.n()));
    }

    private static MemorySegment lying(float[] values, int rows, int columns, boolean transposed, Arena arena) {
        MemorySegment memory = arena.allocate((long) Float.BYTES * values.length, CACHE_LINE);
        if (transposed) {
            Tensor.wrap(memory, columns, rows)
                    .assign(Tensor.wrap(values, rows, columns).t());
        } else {
            MemorySegment.copy(values, 0, memory, JAVA_FLOAT, 0, values.length);
        }
        return memory;
    }

    private static Tensor view(MemorySegment lying, int rows, int columns, boolean transposed) {
        return transposed ? Tensor.wrap(lying, columns, rows).t() : Tensor.wrap(lying, rows, columns);
    }

    /** Fills the place for the product with what no product of numbers is. */
    void forget() {
        out.assign(Float.NaN);
    }
}
