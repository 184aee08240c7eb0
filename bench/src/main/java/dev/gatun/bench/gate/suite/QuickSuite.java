package dev.gatun.bench.gate.suite;

import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.measure.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A handful of Gatun's own benchmarks, each in about two seconds. */
public final class QuickSuite implements Suite {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int OLDEST_JDK = 25;
    private static final String LIBRARY = "dev/gatun/Tensor.class";

    private final int threads;

    /** On so many threads. */
    public QuickSuite(int threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "quick";
    }

    @Override
    public List<String> units() {
        return Arrays.stream(QuickBenchmark.values()).map(QuickBenchmark::label).toList();
    }

    @Override
    public Facts facts(Spec spec) {
        spec.jdk().ifPresent(QuickSuite::requireNewEnough);
        String[] said;
        try {
            said = last(start(spec, List.of(QuickFork.FACTS)), QuickFork.FACTS, 5);
        } catch (Trouble e) {
            throw new Failure("the JVM of " + spec.text() + " " + e.getMessage(), e);
        }
        Facts facts = new Facts(said[1], said[2], Integer.parseInt(said[3]));
        if (facts.blas().equals("no OpenBLAS")) {
            throw new Failure(spec.text() + " has no OpenBLAS, and the suite measures it: bench/gatun doctor says why");
        }
        // One that does not load is passed over for the one in the jar, and that would be measured instead.
        if (spec.blas().isPresent() && !isSame(spec.blas().get(), Path.of(said[4]))) {
            throw new Failure("blas=" + spec.blas().get() + " was not loaded, but " + said[4]
                    + ": JDK_JAVA_OPTIONS=-Dgatun.blas=" + spec.blas().get() + " bench/gatun doctor says why");
        }
        return facts;
    }

    /** By the file {@code release} that every JDK has; what an older one would say itself is about some option. */
    private static void requireNewEnough(Path jdk) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(jdk.resolve("release"))) {
            release.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return; // what is wrong with it, it may say itself
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        Matcher feature = Pattern.compile("(\\d{1,4})(\\D.*)?").matcher(version);
        if (feature.matches() && Integer.parseInt(feature.group(1)) < OLDEST_JDK) {
            throw new Failure("jdk=" + jdk + " is JDK " + version + ", and Gatun needs " + OLDEST_JDK + " or later");
        }
    }

    private static boolean isSame(Path asked, Path loaded) {
        try {
            return Files.isSameFile(asked, loaded);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Map<String, Fork> measure(String unit, Spec spec) throws Trouble {
        String[] said = last(start(spec, List.of(unit, Integer.toString(threads))), unit, 3);
        // The harness allocates nothing between the two readings, so nothing of it is uncertain.
        Bytes bytes = new Bytes(Double.parseDouble(said[2]), 0);
        return Map.of(unit, new Fork(Double.parseDouble(said[1]), "ns/op", false, Optional.of(bytes)));
    }

    private static String[] last(List<String> lines, String first, int words) throws Trouble {
        String[] said = lines.isEmpty() ? new String[0] : lines.getLast().split(QuickFork.TAB, -1);
        if (said.length != words || !said[0].equals(first)) {
            throw new Trouble("said of itself: " + String.join("; ", lines));
        }
        return said;
    }

    private List<String> start(Spec spec, List<String> parameters) throws Trouble {
        List<String> arguments = Stream.concat(Stream.of("-Dgatun.threads=" + threads), spec.arguments().stream())
                .toList();
        ProcessBuilder process = new ForkedJvm(arguments, Optional.empty()).process(QuickFork.class, parameters);
        List<String> command = process.command();
        command.set(0, spec.java().toString());
        if (spec.jar().isPresent()) {
            int classPath = command.indexOf("-cp") + 1;
            // What comes first on the class path wins.
            command.set(classPath, classPath(spec.jar().get()) + File.pathSeparator + command.get(classPath));
        }
        process.environment().putAll(spec.environment());
        return Command.run(PATIENCE, process);
    }

    /** The library's own jar; or, of a build's gatun-bench.jar, the library's jars beside it. */
    private static String classPath(Path jar) throws Trouble {
        if (hasLibrary(jar)) {
            return jar.toString();
        }
        Path lib = jar.resolveSibling("lib");
        try (Stream<Path> files = Files.isDirectory(lib) ? Files.list(lib) : Stream.empty()) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().matches("gatun.*\\.jar"))
                    .sorted()
                    .toList();
            for (Path each : jars) {
                if (hasLibrary(each)) {
                    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
                }
            }
        } catch (IOException e) {
            throw new Trouble("cannot read " + lib + ": " + e.getMessage(), e);
        }
        throw new Trouble(
                "does not start: jar=" + jar + " is neither Gatun's library nor a gatun-bench.jar with lib/ beside it");
    }

    private static boolean hasLibrary(Path jar) throws Trouble {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(LIBRARY) != null;
        } catch (IOException e) {
            throw new Trouble("does not start: jar=" + jar + " is no jar: " + e.getMessage(), e);
        }
    }
}
