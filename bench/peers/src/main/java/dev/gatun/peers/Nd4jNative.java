package dev.gatun.peers;

import dev.gatun.bench.peers.Peer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J on the processor, which multiplies by the OpenBLAS in its jars. Its threads are set in the environment of the process
 * ({@code OMP_NUM_THREADS}).
 */
@SuppressWarnings("NullAway.Init") // prepared before anything else
public final class Nd4jNative implements Peer {
    private INDArray a;
    private INDArray b;
    private INDArray c;

    /** For the loader of peers. */
    public Nd4jNative() {}

    @Override
    public void prepare(int m, int k, int n, float[] a, float[] b, int threads) {
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j"); // or it warns of callbacks that nobody wants
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        this.a = Nd4j.create(a, new long[] {m, k}, 'c');
        this.b = Nd4j.create(b, new long[] {k, n}, 'c');
        // The order of results in which it does not copy.
        this.c = Nd4j.create(DataType.FLOAT, new long[] {m, n}, 'f');
    }

    @Override
    public Object multiply() {
        return a.mmuli(b, c);
    }

    @Override
    public float[] product() {
        return c.dup('c').data().asFloat();
    }

    @Override
    public String describe() {
        return "ND4J " + Jars.version(Nd4j.class) + ", INDArray.mmuli";
    }
}
