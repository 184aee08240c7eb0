package dev.gatun.bench.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python program with the tiers. What the table says of them is read out of the very file that runs, so that the
 * code which is shown is the code which was timed, and a tier is added in one place.
 */
public final class LadderScript {
    private static final Pattern TIER = Pattern.compile(
            "^@tier\\(\"(?<id>[^\"]+)\", \"(?<label>[^\"]+)\", needs=\"(?<needs>\\w+)\"\\)\n"
                    + "def .*\n(?<body>(?:[ ]+.*\n)+)",
            Pattern.MULTILINE);

    private LadderScript() {}

    /** What the operands of a tier are made of. */
    public enum Needs {
        /** Lists of floats: any Python. */
        PYTHON,
        /** NumPy arrays. */
        NUMPY,
        /** PyTorch tensors. */
        TORCH
    }

    /**
     * A tier of the program.
     *
     * @param id the id of its row
     * @param label its name for a person
     * @param needs what it is written for
     * @param code the line that is the tier
     */
    public record PythonTier(String id, String label, Needs needs, String code) {}

    /** All tiers, in the order of the file. */
    public static List<PythonTier> tiers() {
        List<PythonTier> tiers = new ArrayList<>();
        Matcher tier = TIER.matcher(resource("ladder.py"));
        while (tier.find()) {
            tiers.add(new PythonTier(
                    tier.group("id"),
                    tier.group("label"),
                    Needs.valueOf(tier.group("needs").toUpperCase(Locale.ROOT)),
                    code(tier.group("body"))));
        }
        return List.copyOf(tiers);
    }

    /** The function of a tier, from its {@code def} to its end; empty if there is no such tier. */
    public static Optional<String> source(String id) {
        Matcher tier = TIER.matcher(resource("ladder.py"));
        while (tier.find()) {
            if (tier.group("id").equals(id)) {
                String text = tier.group();
                return Optional.of(text.substring(text.indexOf("def ")).stripTrailing());
            }
        }
        return Optional.empty();
    }

    // The line above `return c`, or what is returned.
    private static String code(String body) {
        List<String> lines = body.lines().map(String::strip).toList();
        String last = lines.getLast();
        return last.equals("return c") ? lines.get(lines.size() - 2) : last.substring("return ".length());
    }

    /** Puts the program into a folder. */
    public static Path writeTo(Path folder) {
        try {
            return Files.writeString(folder.resolve("ladder.py"), resource("ladder.py"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = LadderScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside " + LadderScript.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
