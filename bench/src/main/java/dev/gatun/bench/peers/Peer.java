package dev.gatun.bench.peers;

/**
 * A library that multiplies matrices. The libraries are in a module of their own, {@code bench/peers}, which only the Maven
 * profile {@code peers} builds; this interface is all that both sides know.
 */
public interface Peer {
    /**
     * Gets ready to multiply, and loads what has to be loaded.
     *
     * @param m rows of A and C
     * @param k columns of A, rows of B
     * @param n columns of B and C
     * @param a A, row-major
     * @param b B, row-major
     * @param threads how many threads a product may use, set in the way that the library's documentation says
     */
    void prepare(int m, int k, int n, float[] a, float[] b, int threads);

    /**
     * {@code C <- A B}, into memory that is there if the library can.
     *
     * @return something of the product, for nobody to leave it out
     */
    Object multiply();

    /** C as {@link #multiply} left it, row-major. */
    float[] product();

    /** Its name and version, and what it calls. */
    String describe();
}
