package dev.gatun.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** netlib's BLAS in Java. It is written for the Vector API, and computes on the thread that calls it. */
public final class NetlibVector extends Netlib {
    /** For the loader of peers. */
    public NetlibVector() {}

    @Override
    BLAS blas() {
        BLAS blas = JavaBLAS.getInstance();
        // Without the module of the Vector API it would be another.
        if (!blas.getClass().getSimpleName().equals("VectorBLAS")) {
            throw new IllegalStateException("netlib took " + blas.getClass().getSimpleName() + ", not VectorBLAS");
        }
        return blas;
    }
}
