package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place in README.md that a command writes, between two markers that do not show when it is read. */
public final class Readme {
    static final String BEGIN = "<!-- ladder:begin -->";
    static final String END = "<!-- ladder:end -->";

    private final Path path;
    private final String begin;
    private final String end;
    private final OutputFile file;

    private Readme(Path path, String begin, String end) {
        this.path = path;
        this.begin = begin;
        this.end = end;
        replace(read(path), "");
        this.file = OutputFile.at(path);
    }

    /**
     * The place of the ladder's table, of which it is known that it has its markers and that the file can be written.
     *
     * @throws Failure if not
     */
    public static Readme at(Path path) {
        return new Readme(path, BEGIN, END);
    }

    /**
     * The place of a name: between {@code <!-- NAME:begin -->} and {@code <!-- NAME:end -->}.
     *
     * @throws Failure if it lacks its markers or the file cannot be written
     */
    public static Readme at(Path path, String name) {
        return new Readme(path, "<!-- " + name + ":begin -->", "<!-- " + name + ":end -->");
    }

    /** Puts the Markdown between the markers; what is around them stays as it is. */
    public void write(String markdown) {
        file.write(replace(read(path), markdown));
    }

    private String replace(String text, String markdown) {
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < 0) {
            throw new Failure(path + " lacks the line " + (from < 0 ? begin : end) + ": what is written goes between "
                    + begin + " and " + end);
        }
        if (to < from || text.indexOf(begin, from + 1) >= 0 || text.indexOf(end, to + 1) >= 0) {
            throw new Failure(path + " must have " + begin + " and then " + end + ", once each");
        }
        return text.substring(0, from) + begin + "\n" + markdown.strip() + "\n" + text.substring(to);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new Failure("cannot read " + path + ", which --readme writes into: " + e, e);
        }
    }
}
