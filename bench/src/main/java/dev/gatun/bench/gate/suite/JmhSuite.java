package dev.gatun.bench.gate.suite;

import dev.gatun.bench.gate.file.JmhFile;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The benchmarks of a jar that JMH made, of any project: each method in a JVM that JMH starts, with all its parameters. */
public final class JmhSuite implements Suite {
    /** A method with many parameters and JMH's long default iterations may take its time. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration LISTING = Duration.ofMinutes(1);

    private final Path jar;
    private final List<String> options;
    private final List<String> methods;
    private final String name;

    private JmhSuite(String name, Path jar, List<String> options, List<String> methods) {
        this.name = name;
        this.jar = jar;
        this.options = options;
        this.methods = methods;
    }

    /**
     * The benchmarks of a jar.
     *
     * @param text {@code JAR} or {@code JAR:REGEX}
     * @param options for JMH, such as {@code -wi 3 -i 5 -r 200ms}; instead of the number of forks, which is the gate's
     * @throws Failure if it is no such jar, or has no such benchmarks
     */
    public static JmhSuite of(String text, List<String> options) {
        int colon = Files.exists(Path.of(text)) ? -1 : text.lastIndexOf(':');
        Path jar = Path.of(colon < 0 ? text : text.substring(0, colon));
        String regex = colon < 0 ? "." : text.substring(colon + 1);
        if (!Files.isRegularFile(jar)) {
            throw new Failure("--suite jmh:" + text + ": there is no file " + jar);
        }
        Path absolute = jar.toAbsolutePath().normalize();
        List<String> methods;
        try {
            List<String> command = List.of(Spec.BASE.java().toString(), "-jar", absolute.toString(), "-l", regex);
            methods = Command.run(LISTING, new ProcessBuilder(command)).stream()
                    .map(String::strip)
                    .filter(line -> line.matches("[\\w$]+(\\.[\\w$]+)+"))
                    .toList();
        } catch (Trouble e) {
            throw new Failure("--suite jmh:" + jar + ": java -jar " + e.getMessage(), e);
        }
        if (methods.isEmpty()) {
            throw new Failure("--suite jmh:" + text + ": that jar lists no benchmark in whose name '" + regex
                    + "' is found; java -jar " + jar + " -l shows all");
        }
        String name = "jmh:" + jar.getFileName() + (colon < 0 ? "" : ":" + regex)
                + (options.isEmpty() ? "" : " " + String.join(" ", options));
        return new JmhSuite(name, absolute, List.copyOf(options), methods);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> units() {
        return methods;
    }

    @Override
    public Facts facts(Spec spec) {
        try {
            List<String> command = new ArrayList<>(List.of(spec.java().toString()));
            command.addAll(spec.arguments());
            command.add("--version");
            ProcessBuilder process = new ProcessBuilder(command);
            process.environment().putAll(spec.environment());
            List<String> said = Command.run(LISTING, process);
            String java = said.size() > 1 ? said.get(1) : String.join(" ", said);
            return new Facts(java, "none", 0);
        } catch (Trouble e) {
            throw new Failure("the JVM of " + spec.text() + " " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, Fork> measure(String unit, Spec spec) throws Trouble {
        Path results = null;
        try {
            results = Files.createTempFile("gatun-", ".json");
            ProcessBuilder process = new ProcessBuilder(command(unit, spec, results));
            process.environment().putAll(spec.environment());
            Command.run(PATIENCE, process);
            Map<String, Fork> forks = new LinkedHashMap<>();
            for (JmhFile.Result result : JmhFile.read(results)) {
                String name = forks.containsKey(result.name()) ? result.name() + " " + result.mode() : result.name();
                forks.put(name, result.samples().forks().getFirst());
            }
            return forks;
        } catch (IOException e) {
            throw new Trouble("cannot be measured: " + e.getMessage(), e);
        } catch (Failure e) {
            throw new Trouble(unit + ": " + e.getMessage(), e);
        } finally {
            if (results != null) {
                results.toFile().delete();
            }
        }
    }

    private List<String> command(String unit, Spec spec, Path results) {
        List<String> command = new ArrayList<>();
        // Another JMH's leftover lock must not stop the gate.
        command.addAll(List.of(spec.java().toString(), "-Djmh.ignoreLock=true", "-jar"));
        command.add(spec.jar().orElse(jar).toString());
        command.add("^" + unit.replace(".", "\\.").replace("$", "\\$") + "$");
        command.addAll(options);
        command.addAll(List.of("-f", "1", "-foe", "true", "-prof", "gc", "-rf", "json", "-rff", results.toString()));
        if (!spec.arguments().isEmpty()) {
            // To the forks: they need not take over the arguments of the JVM that starts them.
            command.addAll(List.of("-jvmArgsAppend", String.join(" ", spec.arguments())));
        }
        return command;
    }
}
