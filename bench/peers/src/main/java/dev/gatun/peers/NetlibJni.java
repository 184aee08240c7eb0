package dev.gatun.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;

/**
 * netlib's BLAS through JNI: the system's {@code libblas.so.3}, which is OpenBLAS where that is installed. Its threads are
 * set in the environment of the process ({@code OPENBLAS_NUM_THREADS} and its like).
 */
public final class NetlibJni extends Netlib {
    /** For the loader of peers. */
    public NetlibJni() {}

    @Override
    BLAS blas() {
        return NativeBLAS.getInstance();
    }
}
