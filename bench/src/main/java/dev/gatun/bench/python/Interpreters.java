package dev.gatun.bench.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Command;
import dev.gatun.bench.python.Interpreter.Library;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The Pythons that were tried, in order. The ladder takes the first that has PyTorch, else the first that has NumPy,
 * else the first that runs; one that the user names is the only one tried.
 */
public final class Interpreters {
    // Importing PyTorch from a cold disk takes a while; a Python that needs longer is not one to measure with.
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Attempt> attempts;

    private Interpreters(List<Attempt> attempts) {
        this.attempts = attempts;
    }

    /**
     * One interpreter that was tried.
     *
     * @param command as it was called
     * @param found what it is, if it ran
     * @param trouble why it did not run; empty if it did
     */
    public record Attempt(String command, Optional<Interpreter> found, String trouble) {
        /** One line about it. */
        public String describe() {
            return command + ": " + found.map(Interpreter::describe).orElse(trouble);
        }
    }

    /** Tries {@code python3} on the PATH, then {@code /usr/bin/python3}. */
    public static Interpreters onThisMachine() {
        return on(System.getenv("PATH"), Path.of("/usr/bin/python3"));
    }

    static Interpreters on(String searchPath, Path usual) {
        Set<Path> candidates = new LinkedHashSet<>();
        onPath(searchPath == null ? "" : searchPath).ifPresent(candidates::add);
        // Where the PATH leads to the usual one, that one is tried once.
        if (Files.isExecutable(usual) && candidates.stream().noneMatch(other -> isSame(other, usual))) {
            candidates.add(usual);
        }
        return new Interpreters(
                candidates.stream().map(path -> attempt(path.toString())).toList());
    }

    /** Tries the interpreter that the user names, a path or a name to be found on the PATH. */
    public static Interpreters named(String command) {
        return new Interpreters(List.of(attempt(command)));
    }

    /** Everything that was tried, in order. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** The one to measure with, if any ran. */
    public Optional<Interpreter> best() {
        List<Interpreter> running =
                attempts.stream().flatMap(attempt -> attempt.found().stream()).toList();
        return first(running, python -> python.torch().works())
                .or(() -> first(running, python -> python.numpy().works()))
                .or(() -> first(running, python -> true));
    }

    private static Optional<Interpreter> first(List<Interpreter> pythons, Predicate<Interpreter> wanted) {
        return pythons.stream().filter(wanted).findFirst();
    }

    private static Optional<Path> onPath(String searchPath) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(searchPath)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static Attempt attempt(String command) {
        try {
            List<String> said = Command.run(PATIENCE, command, "-c", LadderScript.resource("probe.py"));
            for (String line : said) {
                // Other lines are those of a start-up file or a wrapper.
                if (line.startsWith("gatun ")) {
                    return new Attempt(command, Optional.of(interpreter(command, line.substring(6))), "");
                }
            }
            return new Attempt(command, Optional.empty(), "it runs, but not as a Python does");
        } catch (Command.Trouble | JsonProcessingException e) {
            return new Attempt(command, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Interpreter interpreter(String command, String json) throws JsonProcessingException {
        JsonNode report = JSON.readTree(json);
        return new Interpreter(
                command,
                report.path("version").asText("?"),
                module(report.path("numpy").asText("")),
                module(report.path("torch").asText("")));
    }

    private static Library module(String said) {
        if (said.isEmpty() || said.equals("null")) {
            return Library.ABSENT;
        }
        return said.startsWith("does not import")
                ? new Library(Optional.empty(), Optional.of(said))
                : new Library(Optional.of(said), Optional.empty());
    }
}
