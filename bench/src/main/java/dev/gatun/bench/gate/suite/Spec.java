package dev.gatun.bench.gate.suite;

import dev.gatun.bench.host.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one side of a comparison differs from things as they are.
 *
 * @param text as the user wrote it; {@code base} if it differs in nothing
 * @param blas another OpenBLAS
 * @param jar another build
 * @param jdk another JDK
 * @param environment variables
 * @param jvm arguments of the JVM
 */
public record Spec(
        String text,
        Optional<Path> blas,
        Optional<Path> jar,
        Optional<Path> jdk,
        Map<String, String> environment,
        List<String> jvm) {
    private static final String FORMS = "blas=PATH, jar=PATH, jdk=PATH, env:NAME=VALUE, jvm:ARG, or base";

    /** A comma belongs to a value unless the next part begins after it: {@code jvm:-Xlog:gc,safepoint} is one part. */
    private static final Pattern BETWEEN = Pattern.compile(",(?=(?:blas=|jar=|jdk=|env:|jvm:|base(?:,|$)))");

    /** Things as they are. */
    public static final Spec BASE =
            new Spec("base", Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of());

    /**
     * Reads what the user wrote: parts, one in each text or with commas between them.
     *
     * @throws Failure if a part is none, or names what is not there
     */
    public static Spec parse(List<String> texts) {
        Optional<Path> blas = Optional.empty();
        Optional<Path> jar = Optional.empty();
        Optional<Path> jdk = Optional.empty();
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> jvm = new ArrayList<>();
        List<String> parts = texts.stream()
                .flatMap(BETWEEN::splitAsStream)
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.equals("base"))
                .toList();
        for (String part : parts) {
            if (part.startsWith("blas=")) {
                blas = Optional.of(file(part, "blas="));
            } else if (part.startsWith("jar=")) {
                jar = Optional.of(file(part, "jar="));
            } else if (part.startsWith("jdk=")) {
                jdk = Optional.of(jdk(part));
            } else if (part.startsWith("env:") && part.indexOf('=') > "env:".length()) {
                environment.put(
                        part.substring("env:".length(), part.indexOf('=')), part.substring(part.indexOf('=') + 1));
            } else if (part.startsWith("jvm:") && part.length() > "jvm:".length()) {
                jvm.add(part.substring("jvm:".length()));
            } else {
                throw new Failure("'" + part + "' says nothing about a side: " + FORMS);
            }
        }
        return new Spec(
                parts.isEmpty() ? "base" : String.join(",", parts),
                blas,
                jar,
                jdk,
                Map.copyOf(environment),
                List.copyOf(jvm));
    }

    private static Path file(String part, String key) {
        Path path = Path.of(part.substring(key.length()));
        if (!Files.isRegularFile(path)) {
            throw new Failure(part + ": there is no such file");
        }
        return path.toAbsolutePath().normalize();
    }

    private static Path jdk(String part) {
        Path path = Path.of(part.substring("jdk=".length()));
        if (!Files.isExecutable(path.resolve("bin/java"))) {
            throw new Failure(part + ": there is no bin/java in that folder");
        }
        return path.toAbsolutePath().normalize();
    }

    /** The java that starts its JVMs. */
    Path java() {
        return jdk.orElse(Path.of(System.getProperty("java.home"))).resolve("bin/java");
    }

    /** All arguments that its JVMs get besides. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(jvm);
        blas.ifPresent(path -> arguments.add("-Dgatun.blas=" + path));
        return arguments;
    }
}
