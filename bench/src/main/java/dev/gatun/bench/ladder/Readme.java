package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The place in README.md where the ladder's table stands, between two markers that do not show when it is read. */
public final class Readme {
    static final String BEGIN = "<!-- ladder:begin -->";
    static final String END = "<!-- ladder:end -->";

    private final Path path;
    private final OutputFile file;

    private Readme(Path path, OutputFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * The file, of which it is known that it has its markers and can be written.
     *
     * @throws Failure if not
     */
    public static Readme at(Path path) {
        replace(path, read(path), "");
        return new Readme(path, OutputFile.at(path));
    }

    /** Puts the Markdown between the markers; what is around them stays as it is. */
    public void write(String markdown) {
        file.write(replace(path, read(path), markdown));
    }

    private static String replace(Path path, String text, String markdown) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < 0) {
            throw new Failure(path + " lacks the line " + (begin < 0 ? BEGIN : END) + ": the table goes between "
                    + BEGIN + " and " + END);
        }
        if (end < begin || text.indexOf(BEGIN, begin + 1) >= 0 || text.indexOf(END, end + 1) >= 0) {
            throw new Failure(path + " must have " + BEGIN + " and then " + END + ", once each");
        }
        return text.substring(0, begin) + BEGIN + "\n" + markdown.strip() + "\n" + text.substring(end);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new Failure("cannot read " + path + ", which --readme writes into: " + e, e);
        }
    }
}
