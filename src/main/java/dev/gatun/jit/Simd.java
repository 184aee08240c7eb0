package dev.gatun.jit;

/** Whether the vector loops can be used. Classes that name jdk.incubator.vector are not touched where it is missing. */
public final class Simd {
    /** True if the JVM runs with {@code --add-modules jdk.incubator.vector}. */
    public static final boolean AVAILABLE = ModuleLayer.boot()
            .findModule("jdk.incubator.vector")
            .map(Simd.class.getModule()::canRead)
            .orElse(false);

    private Simd() {}
}
