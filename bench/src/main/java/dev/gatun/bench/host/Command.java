package dev.gatun.bench.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A short program that is run to its end. */
public final class Command {
    // "error=2, No such file or directory" or, from Java 25 on, "error: 2 (No such file or directory)".
    private static final Pattern SYSTEM_ERROR = Pattern.compile("error=\\d+, (.*)|error: \\d+ \\((.*)\\)");

    private Command() {}

    /** Why a program gave no answer, in a few words. */
    public static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;

        /** Trouble of its own. */
        public Trouble(String message) {
            super(message);
        }

        /** Trouble that an exception showed. */
        public Trouble(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The lines that a program writes to standard output.
     *
     * @throws Trouble if it does not start, fails, or takes longer than given
     */
    public static List<String> run(Duration patience, String... command) throws Trouble {
        return run(patience, new ProcessBuilder(command));
    }

    /** The same of a program whose environment has been set. */
    public static List<String> run(Duration patience, ProcessBuilder command) throws Trouble {
        Path out = null;
        Path err = null;
        try {
            // Files rather than pipes: a program that leaves a child behind keeps its pipes open for ever.
            out = Files.createTempFile("gatun-", ".out");
            err = Files.createTempFile("gatun-", ".err");
            Process process = command.redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new Trouble("gave no answer within " + patience.toSeconds() + " s");
                }
            } finally {
                end(process);
            }
            if (process.exitValue() != 0) {
                String said = lastLine(err);
                throw new Trouble(
                        "exited with status " + process.exitValue() + (said.isEmpty() ? lastLine(out) : said));
            }
            return lines(out);
        } catch (IOException e) {
            throw new Trouble("does not start: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    /** Ends a process and whatever it started. */
    public static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A message is one line; programs that were given a script may print all of it. */
    private static final int LONGEST = 200;

    /** What Java says after it has said what is wrong with its arguments. */
    private static final Pattern JAVAS_LAST = Pattern.compile("Error: (Could not create the Java|A fatal exception).*");

    /** The last thing a program had to say, as the end of a message; empty if it said nothing. */
    public static String lastLine(Path file) throws IOException {
        List<String> said = lines(file).stream()
                .filter(line -> !line.isBlank() && !JAVAS_LAST.matcher(line).matches())
                .toList();
        if (said.isEmpty()) {
            return "";
        }
        String last = said.getLast().strip();
        return ": " + (last.length() <= LONGEST ? last : last.substring(0, LONGEST) + " ...");
    }

    /** What an exception from starting a process says, without Java's own words around it. */
    public static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        Matcher system = SYSTEM_ERROR.matcher(message);
        if (!system.find()) {
            return message;
        }
        return system.group(1) == null ? system.group(2) : system.group(1);
    }

    // A program may write in any encoding.
    private static List<String> lines(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static File nothing() {
        return new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            file.toFile().delete();
        }
    }
}
