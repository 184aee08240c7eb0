package dev.gatun.bench.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file to be written at the end of a long run: whether it can be written is found out before the run, and a reader
 * sees the old text or the new text, never a part.
 */
public final class OutputFile {
    private final Path target;

    private OutputFile(Path target) {
        this.target = target;
    }

    /**
     * The file at a path, which need not exist; its folder must.
     *
     * @throws Failure if it could not be written
     */
    public static OutputFile at(Path path) {
        try {
            // Through a link, the file behind it is replaced and the link stays. A pipe behind one has no path.
            Path target = Files.isRegularFile(path) ? path.toRealPath() : path.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw new Failure("cannot write " + path + ": it is a folder");
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw new Failure("cannot write " + path + ": permission denied");
            }
            if (isReplaceable(target)) {
                Path trial = beside(target);
                Files.createFile(trial);
                Files.delete(trial);
            }
            return new OutputFile(target);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Puts the text, in UTF-8, in place of what the file held. */
    public void write(String text) {
        try {
            if (!isReplaceable(target)) {
                Files.writeString(target, text, StandardOpenOption.WRITE);
                return;
            }
            Path fresh = beside(target);
            try {
                Files.writeString(fresh, text, StandardOpenOption.CREATE_NEW);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    // A device or a pipe (/dev/stdout) is written into; only a file can be swapped for another.
    private static boolean isReplaceable(Path target) {
        return !Files.exists(target) || Files.isRegularFile(target);
    }

    private static Path beside(Path target) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    private static Failure failure(Path path, IOException e) {
        String why;
        if (e instanceof NoSuchFileException) {
            why = "no such folder";
        } else if (e instanceof NotDirectoryException) {
            why = "not a folder";
        } else if (e instanceof AccessDeniedException) {
            why = "permission denied";
        } else {
            why = String.valueOf(e.getMessage());
        }
        return new Failure("cannot write " + path + ": " + why, e);
    }
}
