package dev.gatun.bench.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Python side of the einsum benchmark. */
public final class EinsumScript {
    private EinsumScript() {}

    /** Puts the program into a folder, with what it imports; gives the file to run. */
    public static Path writeTo(Path folder) {
        LadderScript.writeTo(folder);
        try {
            return Files.writeString(folder.resolve("einsum.py"), LadderScript.resource("einsum.py"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
