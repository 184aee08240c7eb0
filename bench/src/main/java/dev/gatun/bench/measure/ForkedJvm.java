package dev.gatun.bench.measure;

import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a JVM is started that measures: with the arguments of this one, with those that the README gives to users, and with
 * what the command line adds.
 *
 * @param added arguments from the command line
 * @param coretype the kernels that OpenBLAS is told to take; its own choice if empty
 */
public record ForkedJvm(List<String> added, Optional<String> coretype) {
    /** The environment variable by which OpenBLAS is told which kernels to take. */
    static final String CORETYPE = "OPENBLAS_CORETYPE";

    private static final String VECTORS = "jdk.incubator.vector";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Without additions. */
    public static ForkedJvm plain() {
        return new ForkedJvm(List.of(), Optional.empty());
    }

    /** The same with arguments of a benchmark's, over which those of the command line prevail. */
    public ForkedJvm with(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(added);
        return new ForkedJvm(all, coretype);
    }

    /** What comes after the arguments of this JVM: the flags of the README, and what was added. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        // Here and not for all of bench/gatun, because Java prints a warning about an incubator module that cannot be
        // silenced.
        if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
            arguments.add("--add-modules=" + VECTORS);
        }
        arguments.addAll(added);
        return arguments;
    }

    /** A process that runs a class of this program. */
    public ProcessBuilder process(Class<?> main, List<String> parameters) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(arguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(parameters);
        ProcessBuilder builder = new ProcessBuilder(command);
        coretype.ifPresent(name -> builder.environment().put(CORETYPE, name));
        return builder;
    }

    /**
     * Starts one, to see what it is like before minutes are spent.
     *
     * @throws Failure if it does not start with these arguments, or OpenBLAS has no such kernels for this machine
     */
    public JvmFacts probe() {
        JvmFacts facts;
        try {
            facts = JvmFacts.parse(Command.run(PATIENCE, process(JvmFacts.class, List.of())));
        } catch (Trouble e) {
            String arguments = added.isEmpty() ? "" : " with " + String.join(" ", added);
            throw new Failure("a JVM" + arguments + " " + e.getMessage(), e);
        }
        if (coretype.isPresent() && !facts.coreName().orElse("").equalsIgnoreCase(coretype.get())) {
            throw new Failure(facts.coreName()
                    .map(taken -> "--coretype " + coretype.get()
                            + ": OpenBLAS does not take it on this machine, it took " + taken)
                    .orElse("--coretype " + coretype.get() + ": no OpenBLAS was loaded: bench/gatun doctor says why"));
        }
        return facts;
    }
}
