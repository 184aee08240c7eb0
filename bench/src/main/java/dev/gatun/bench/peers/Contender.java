package dev.gatun.bench.peers;

import dev.gatun.bench.measure.Competitor;
import dev.gatun.bench.python.LadderScript.Needs;
import java.util.Optional;

/** What computes a product. */
public enum Contender implements Competitor {
    /** {@code a.matmul(b, out)}: Gatun, as a user calls it. */
    MATMUL("matmul", "dev.gatun.bench.peers.Matmul"),
    /** {@code numpy.matmul(a, b, out=c)}. */
    NUMPY("numpy", Needs.NUMPY),
    /** {@code torch.matmul(a, b, out=c)} in Python. */
    TORCH("torch", Needs.TORCH),
    /** PyTorch through DJL; each product is a new tensor, since DJL knows no other way. */
    DJL("djl-pytorch", "dev.gatun.peers.DjlPyTorch"),
    /** netlib's BLAS in Java, on the Vector API: {@code sgemm}, always on one thread. */
    NETLIB_VECTOR("netlib-vector", "dev.gatun.peers.NetlibVector"),
    /** netlib's BLAS through JNI: {@code sgemm} of the system's libblas.so.3. */
    NETLIB_JNI("netlib-jni", "dev.gatun.peers.NetlibJni"),
    /** EJML: {@code CommonOps_FDRM.mult}, or {@code CommonOps_MT_FDRM.mult}. */
    EJML("ejml", "dev.gatun.peers.Ejml"),
    /** ojAlgo: {@code R032Store.multiply(b, c)}. */
    OJALGO("ojalgo", "dev.gatun.peers.OjAlgo"),
    /** ND4J: {@code a.mmuli(b, c)}. */
    ND4J("nd4j", "dev.gatun.peers.Nd4jNative");

    private final String id;
    private final Optional<String> className;
    private final Optional<Needs> library;

    Contender(String id, String className) {
        this.id = id;
        this.className = Optional.of(className);
        this.library = Optional.empty();
    }

    Contender(String id, Needs library) {
        this.id = id;
        this.className = Optional.empty();
        this.library = Optional.of(library);
    }

    @Override
    public String id() {
        return id;
    }

    /** Its {@link Peer}, if it is called from Java. */
    Optional<String> className() {
        return className;
    }

    @Override
    public Optional<Needs> library() {
        return library;
    }

    static Contender of(String id) {
        for (Contender contender : values()) {
            if (contender.id.equals(id)) {
                return contender;
            }
        }
        throw new IllegalArgumentException("no contender " + id);
    }
}
