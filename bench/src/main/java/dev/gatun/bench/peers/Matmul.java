package dev.gatun.bench.peers;

import dev.gatun.Tensor;
import dev.gatun.gemm.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Gatun, measured in the same way as its peers. */
@SuppressWarnings("NullAway.Init") // prepared before anything else
final class Matmul implements Peer {
    private static final long CACHE_LINE = 64;

    private Tensor a;
    private Tensor b;
    private Tensor out;
    private int threads;

    Matmul() {}

    @Override
    public void prepare(int m, int k, int n, float[] left, float[] right, int threads) {
        a = Tensor.wrap(copy(left), m, k);
        b = Tensor.wrap(copy(right), k, n);
        out = Tensor.wrap(Arena.global().allocate((long) Float.BYTES * m * n, CACHE_LINE), m, n);
        this.threads = threads;
    }

    private static MemorySegment copy(float[] values) {
        // Freed with the process: worker threads may look at it until then.
        MemorySegment memory = Arena.global().allocate((long) Float.BYTES * values.length, CACHE_LINE);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return memory;
    }

    @Override
    public Object multiply() {
        return a.matmul(b, out, Backend.AUTO, threads);
    }

    @Override
    public float[] product() {
        return out.toArray();
    }

    @Override
    public String describe() {
        return "Gatun, a.matmul(b, out)";
    }
}
