package dev.gatun.peers;

import dev.gatun.bench.peers.Peer;
import dev.ludovic.netlib.blas.BLAS;

/** dev.ludovic.netlib. Its matrices are column-major arrays, so the row-major product is written as the transposed one. */
@SuppressWarnings("NullAway.Init") // prepared before anything else
abstract class Netlib implements Peer {
    private BLAS blas;
    private int m;
    private int k;
    private int n;
    private float[] a;
    private float[] b;
    private float[] c;

    Netlib() {}

    abstract BLAS blas();

    @Override
    public void prepare(int m, int k, int n, float[] a, float[] b, int threads) {
        this.blas = blas();
        this.m = m;
        this.k = k;
        this.n = n;
        this.a = a;
        this.b = b;
        this.c = new float[m * n];
    }

    /** C transposed <- B transposed times A transposed: the same memory, read by columns. */
    @Override
    public Object multiply() {
        blas.sgemm("N", "N", n, m, k, 1, b, n, a, k, 0, c, n);
        return c;
    }

    @Override
    public float[] product() {
        return c;
    }

    @Override
    public String describe() {
        return "netlib " + Jars.version(BLAS.class) + ", " + blas.getClass().getSimpleName() + ".sgemm";
    }
}
