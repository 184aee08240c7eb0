package dev.gatun.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gatun.bench.peers.Peer;
import org.jspecify.annotations.Nullable;

/** PyTorch through DJL. Its threads are set by system properties that DJL reads when it starts. */
@SuppressWarnings("NullAway.Init") // prepared before anything else
public final class DjlPyTorch implements Peer {
    private static final String ENGINE = "PyTorch";

    private NDArray a;
    private NDArray b;
    private @Nullable NDArray c;

    /** For the loader of peers. */
    public DjlPyTorch() {}

    @Override
    public void prepare(int m, int k, int n, float[] a, float[] b, int threads) {
        System.setProperty("ai.djl.offline", "true"); // the natives are in a jar, and nothing else is wanted
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        NDManager manager = NDManager.newBaseManager(ENGINE);
        this.a = manager.create(a, new Shape(m, k));
        this.b = manager.create(b, new Shape(k, n));
    }

    /** A new tensor; the one before is given back, or memory would run out before the garbage collector noticed. */
    @Override
    public Object multiply() {
        if (c != null) {
            c.close();
        }
        c = a.matMul(b);
        return c;
    }

    @Override
    public float[] product() {
        if (c == null) {
            throw new IllegalStateException("nothing was multiplied");
        }
        return c.toFloatArray();
    }

    @Override
    public String describe() {
        return "PyTorch " + Engine.getEngine(ENGINE).getVersion() + " by DJL " + Jars.version(Engine.class)
                + ", NDArray.matMul";
    }
}
