package dev.gatun.bindings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How OpenBLAS was looked for: every attempt in order, the last of them being the one that was taken, if any was.
 *
 * @param platform this machine as the natives' jars name it, such as {@code linux-x86_64}
 * @param cache the folder that bundled natives are unpacked below; empty when there is no home folder to put it in
 * @param attempts what was tried
 */
public record LoadReport(String platform, Optional<Path> cache, List<Attempt> attempts) {

    /**
     * Keeps a copy of the list.
     *
     * @param platform this machine as the natives' jars name it
     * @param cache the folder that bundled natives are unpacked below
     * @param attempts what was tried
     */
    public LoadReport {
        attempts = List.copyOf(attempts);
    }

    /** Where an attempt looked. */
    public enum Source {
        /** The system property {@code gatun.blas}. */
        PROPERTY("gatun.blas"),
        /** Bytedeco's jar of natives on the class path or the module path. */
        BUNDLED("bundled jar");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** How an attempt ended. */
    public enum Outcome {
        /** The library is in use. */
        LOADED,
        /** It was not usable, or not there. */
        FAILED,
        /** It was switched off. */
        OFF
    }

    /**
     * One attempt.
     *
     * @param source where it looked
     * @param path the file or folder it was about, when it came that far
     * @param outcome how it ended
     * @param detail what happened in a sentence, with what to do about it; for a loaded library, its configuration
     * @param cause what the system threw, where it did
     */
    public record Attempt(
            Source source, Optional<Path> path, Outcome outcome, String detail, Optional<Throwable> cause) {

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(source.toString());
            path.ifPresent(p -> text.append(' ').append(p));
            text.append(": ").append(detail);
            cause.ifPresent(c -> text.append(" [").append(c).append(']'));
            return text.toString();
        }
    }

    /**
     * The attempt that gave the library.
     *
     * @return it, or empty when none is usable
     */
    public Optional<Attempt> chosen() {
        return attempts.stream().filter(a -> a.outcome() == Outcome.LOADED).findFirst();
    }

    /**
     * The report as a person reads it: a line for the machine, then a line an attempt.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("OpenBLAS on ").append(platform);
        cache.ifPresent(folder -> text.append(", cache ").append(folder));
        for (Attempt attempt : attempts) {
            text.append("\n  ").append(attempt.outcome().name().toLowerCase(Locale.ROOT));
            text.append("  ").append(attempt);
        }
        return text.toString();
    }
}
