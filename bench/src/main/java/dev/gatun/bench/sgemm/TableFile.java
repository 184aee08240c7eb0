package dev.gatun.bench.sgemm;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.gemm.DispatchTable;
import dev.gatun.gemm.DispatchTable.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a dispatch table, or will. */
public final class TableFile {
    private final Path path;
    private final OutputFile file;

    private TableFile(Path path, OutputFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * The file at a path, of which it is known that it can be written, and that it is a table if it is there.
     *
     * @throws Failure if not
     */
    public static TableFile at(Path path) {
        TableFile table = new TableFile(path, OutputFile.at(path));
        table.read();
        return table;
    }

    /** Puts a section into it, in the place of the one for the same width; the others are as they are by now. */
    public void put(Section section) {
        file.write(read().with(section).format());
    }

    private DispatchTable read() {
        if (!Files.isRegularFile(path)) {
            return DispatchTable.empty();
        }
        try {
            return DispatchTable.read(path);
        } catch (IOException e) {
            throw new Failure("cannot read " + path + ", into which the table goes: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new Failure(path + " is there and no dispatch table: " + e.getMessage(), e);
        }
    }
}
