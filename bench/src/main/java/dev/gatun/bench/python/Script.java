package dev.gatun.bench.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Python side of a benchmark: a program that computes what it is asked for, and times it once that is found right. */
public enum Script {
    /** Contractions. */
    EINSUM("einsum.py"),
    /** Elementwise operations and reductions. */
    ELEMENTWISE("elementwise.py"),
    /** Matrix products. */
    SGEMM("sgemm.py");

    /** What both import. */
    private static final List<String> SHARED = List.of("ladder.py", "turns.py");

    private final String file;

    Script(String file) {
        this.file = file;
    }

    /** Puts the program into a folder, with what it imports; gives the file to run. */
    public Path writeTo(Path folder) {
        try {
            for (String name : SHARED) {
                Files.writeString(folder.resolve(name), LadderScript.resource(name));
            }
            return Files.writeString(folder.resolve(file), LadderScript.resource(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
