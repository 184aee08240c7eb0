package dev.gatun.peers;

import dev.gatun.bench.peers.Peer;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** EJML, row-major matrices of floats. */
@SuppressWarnings("NullAway.Init") // prepared before anything else
public final class Ejml implements Peer {
    private FMatrixRMaj a;
    private FMatrixRMaj b;
    private FMatrixRMaj c;
    private boolean concurrent;

    /** For the loader of peers. */
    public Ejml() {}

    @Override
    public void prepare(int m, int k, int n, float[] a, float[] b, int threads) {
        this.a = FMatrixRMaj.wrap(m, k, a);
        this.b = FMatrixRMaj.wrap(k, n, b);
        this.c = new FMatrixRMaj(m, n);
        concurrent = threads > 1;
        EjmlConcurrency.setMaxThreads(threads);
    }

    @Override
    public Object multiply() {
        return concurrent ? CommonOps_MT_FDRM.mult(a, b, c) : CommonOps_FDRM.mult(a, b, c);
    }

    @Override
    public float[] product() {
        return c.data;
    }

    @Override
    public String describe() {
        return "EJML " + Jars.version(CommonOps_FDRM.class) + ", CommonOps" + (concurrent ? "_MT" : "") + "_FDRM.mult";
    }
}
