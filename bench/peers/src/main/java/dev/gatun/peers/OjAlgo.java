package dev.gatun.peers;

import dev.gatun.bench.peers.Peer;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.R032Store;

/** ojAlgo, dense matrices of floats. */
@SuppressWarnings("NullAway.Init") // prepared before anything else
public final class OjAlgo implements Peer {
    private R032Store a;
    private R032Store b;
    private R032Store c;

    /** For the loader of peers. */
    public OjAlgo() {}

    @Override
    public void prepare(int m, int k, int n, float[] a, float[] b, int threads) {
        OjAlgoUtils.limitThreadsTo(threads);
        this.a = store(m, k, a);
        this.b = store(k, n, b);
        this.c = R032Store.FACTORY.make(m, n);
    }

    private static R032Store store(int rows, int columns, float[] values) {
        R032Store store = R032Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                store.set(i, j, values[i * columns + j]);
            }
        }
        return store;
    }

    @Override
    public Object multiply() {
        c.fillByMultiplying(a, b);
        return c;
    }

    @Override
    public float[] product() {
        int rows = c.getRowDim();
        int columns = c.getColDim();
        float[] product = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                product[i * columns + j] = (float) c.doubleValue(i, j);
            }
        }
        return product;
    }

    @Override
    public String describe() {
        return "ojAlgo " + Jars.version(R032Store.class) + ", R032Store.fillByMultiplying";
    }
}
