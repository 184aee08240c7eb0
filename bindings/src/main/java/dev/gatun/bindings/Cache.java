package dev.gatun.bindings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a {@link Bundle} into a folder that is kept, so that only the first start pays for it.
 *
 * <p>A file appears under its name by an atomic rename, complete and with its checksum verified. So any number of
 * processes may fill the same folder at once without a lock: each brings the same bytes, and whoever is last replaces
 * them with their like. Processes that opened the earlier file keep it.
 *
 * <p>Every start looks whether the files are still what was put there, and must not read 40 MB for it. So each file is
 * stamped with one fixed, old modification time before the rename: a file of the right size that carries the stamp has
 * not been written to since. One without is read and believed only if its checksum is right.
 */
final class Cache {

    /** 2000-01-01T00:00:00Z, which every file system can hold exactly. */
    static final FileTime STAMP = FileTime.fromMillis(946_684_800_000L);

    private static final String PART = ".part";
    private static final long ABANDONED_MILLIS = 60 * 60 * 1000;

    private Cache() {}

    /**
     * The user's cache folder: {@code gatun.cache}, else where this system keeps caches. Empty when nothing names one,
     * as for a user without a home.
     */
    static Optional<Path> folder(Map<String, String> environment) {
        String chosen = System.getProperty("gatun.cache", "");
        if (!chosen.isBlank()) {
            return path(chosen).map(Path::toAbsolutePath);
        }
        String home = System.getProperty("user.home", "");
        String os = System.getProperty("os.name", "");
        if (os.startsWith("Windows")) {
            return absolute(environment.get("LOCALAPPDATA"))
                    .or(() -> absolute(home).map(folder -> folder.resolve("AppData/Local")))
                    .map(folder -> folder.resolve("gatun").resolve("cache"));
        }
        if (os.startsWith("Mac")) {
            return absolute(home).map(folder -> folder.resolve("Library/Caches/gatun"));
        }
        // A relative XDG_CACHE_HOME is to be ignored, says the XDG specification.
        return absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> absolute(home).map(folder -> folder.resolve(".cache")))
                .map(folder -> folder.resolve("gatun"));
    }

    private static Optional<Path> absolute(@Nullable String path) {
        return path == null || path.isBlank() ? Optional.empty() : path(path).filter(Path::isAbsolute);
    }

    /** Empty for a name that the locale cannot express, such as an accent in the C locale. */
    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Sees to it that the folder holds every file of the bundle, whole. */
    static void fill(Path folder, Bundle bundle) throws IOException {
        Files.createDirectories(folder);
        for (Bundle.Entry entry : bundle.files()) {
            Path file = folder.resolve(entry.name());
            if (!isWhole(file, entry)) {
                removeAbandoned(folder);
                unpack(entry, file);
            }
        }
    }

    private static boolean isWhole(Path file, Bundle.Entry entry) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.size() != entry.size()) {
            return false;
        }
        if (attributes.lastModifiedTime().equals(STAMP)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (copy(in, OutputStream.nullOutputStream()) != entry.crc()) {
                return false;
            }
        }
        try {
            Files.setLastModifiedTime(file, STAMP);
        } catch (FileSystemException e) {
            // Another user's file, a read-only folder: it is read again at the next start.
        }
        return true;
    }

    private static void unpack(Bundle.Entry entry, Path file) throws IOException {
        long random = ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE;
        Path part = file.resolveSibling(entry.name() + "." + random + PART);
        try {
            long crc;
            try (InputStream in = entry.content();
                    OutputStream out =
                            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                crc = copy(in, out);
            }
            if (crc != entry.crc() || Files.size(part) != entry.size()) {
                throw new IOException(part + " was not written whole: " + Files.size(part) + " of " + entry.size()
                        + " bytes, checksum " + Long.toHexString(crc) + " for " + Long.toHexString(entry.crc()));
            }
            Files.setLastModifiedTime(part, STAMP);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                // Windows replaces no library that a process has open; the one there is as good if it is whole.
                if (!isWhole(file, entry)) {
                    throw e;
                }
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Copies all and returns the CRC-32 of what went through. */
    private static long copy(InputStream in, OutputStream out) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
        checked.transferTo(out);
        return checked.getChecksum().getValue();
    }

    /** Removes what processes left that were killed while they unpacked. */
    private static void removeAbandoned(Path folder) throws IOException {
        long before = System.currentTimeMillis() - ABANDONED_MILLIS;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
            for (Path part : parts) {
                try {
                    long modified = Files.getLastModifiedTime(part).toMillis();
                    // A part that carries the stamp is about to be renamed.
                    if (modified < before && modified != STAMP.toMillis()) {
                        Files.deleteIfExists(part);
                    }
                } catch (FileSystemException e) {
                    // Its process has just renamed it, or it is another user's.
                }
            }
        }
    }
}
