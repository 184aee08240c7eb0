/**
 * Gatun: off-heap tensors and their matrix product in tiers, up to OpenBLAS through Panama.
 *
 * <p>A user imports {@code dev.gatun}; {@code dev.gatun.layout} holds shapes and the exception that names them,
 * {@code dev.gatun.gemm} the choice of backend and the explanation of a product, {@code dev.gatun.ladder} the tiers.
 */
module dev.gatun {
    requires dev.gatun.bindings;
    requires static jdk.incubator.vector;
    requires static jdk.jfr;
    requires static jdk.management;
    requires static transitive org.jspecify;

    exports dev.gatun;
    exports dev.gatun.gemm;
    exports dev.gatun.ladder;
    exports dev.gatun.layout;
}
