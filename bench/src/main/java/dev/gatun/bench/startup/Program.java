package dev.gatun.bench.startup;

import dev.gatun.gemm.Backend;
import java.util.Optional;

/** A Java program whose whole life is timed. */
public enum Program {
    /** Does nothing: what every Java program takes. */
    EMPTY("empty", "does nothing", Optional.empty(), Folder.NONE),
    /** Does nothing, with the flags: what the module of the Vector API costs. */
    FLAGS("empty-flags", "does nothing, with Gatun's two flags", Optional.empty(), Folder.NONE),
    /** Multiplies as a user does, by whatever is faster for this product. */
    MATMUL("matmul", "a.matmul(b), 5x784 by 784x10", Optional.of(Backend.AUTO), Folder.WARM),
    /** Multiplies by OpenBLAS, which has to be opened. */
    OPENBLAS("openblas", "the same by OpenBLAS: the library is opened", Optional.of(Backend.OPENBLAS), Folder.WARM),
    /** Multiplies by OpenBLAS, which has to be unpacked before. */
    OPENBLAS_COLD(
            "openblas-cold",
            "the same from an empty cache folder: it is unpacked first",
            Optional.of(Backend.OPENBLAS),
            Folder.COLD),
    /** Multiplies in Java. */
    PACKED("packed", "the same in pure Java", Optional.of(Backend.PACKED), Folder.NONE);

    /** What is in the folder into which OpenBLAS is unpacked. */
    enum Folder {
        /** It does not matter: OpenBLAS is not opened. */
        NONE,
        /** OpenBLAS, from a run before. */
        WARM,
        /** Nothing. */
        COLD
    }

    private final String id;
    private final String what;
    private final Optional<Backend> backend;
    private final Folder folder;

    Program(String id, String what, Optional<Backend> backend, Folder folder) {
        this.id = id;
        this.what = what;
        this.backend = backend;
        this.folder = folder;
    }

    /** Its name in tables and files. */
    public String id() {
        return id;
    }

    /** What it does, in words. */
    public String what() {
        return what;
    }

    /** By what it multiplies, if it does. */
    Optional<Backend> backend() {
        return backend;
    }

    Folder folder() {
        return folder;
    }

    boolean needsOpenBlas() {
        return backend.equals(Optional.of(Backend.OPENBLAS));
    }
}
