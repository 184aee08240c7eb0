package dev.gatun.bench.startup;

import dev.gatun.Tensor;
import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.Exchange;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bindings.OpenBlas;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Times programs as processes, from the moment at which the system is asked to start one to the moment at which its end is
 * known. All have the same class path: Gatun, as a user has it, and the two programs.
 */
final class Processes implements ProgramTimer {
    private static final long PATIENCE_SECONDS = 60;

    private final Exchange exchange = new Exchange();
    private final Path warm = exchange.folder().resolve("warm");
    private final ForkedJvm jvm;
    private final String classPath = classPath();
    private int started;

    Processes(ForkedJvm jvm) {
        this.jvm = jvm;
    }

    private static String classPath() {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> from : List.of(FirstProduct.class, Tensor.class, OpenBlas.class)) {
            try {
                entries.add(Path.of(from.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("a class path entry is no path", e);
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (String.valueOf(Path.of(entry).getFileName()).startsWith("openblas-")) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    @Override
    public double time(Program program) throws Trouble {
        Path cache = program.folder() == Program.Folder.COLD ? exchange.folder().resolve("cold" + started++) : warm;
        try {
            return time(builder(program, cache));
        } finally {
            if (!cache.equals(warm)) {
                Exchange.delete(cache); // 40 MB
            }
        }
    }

    private ProcessBuilder builder(Program program, Path cache) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (program != Program.EMPTY) {
            command.addAll(jvm.arguments());
        }
        command.add("-Dgatun.cache=" + cache);
        command.addAll(List.of("-cp", classPath));
        command.add((program.backend().isPresent() ? FirstProduct.class : Empty.class).getName());
        program.backend().ifPresent(backend -> command.add(backend.name()));
        return new ProcessBuilder(command);
    }

    private double time(ProcessBuilder command) throws Trouble {
        Path errors = exchange.folder().resolve("errors");
        try {
            command.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors.toFile());
            long start = System.nanoTime();
            Process process = command.start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long nanos = System.nanoTime() - start;
            if (!ended) {
                Command.end(process);
                throw new Trouble("did not end within " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new Trouble("ended with status " + process.exitValue() + reason(errors));
            }
            return nanos;
        } catch (IOException e) {
            throw new Trouble("does not start: " + Command.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("was interrupted", e);
        }
    }

    /** The exception, which comes before its stack; else the last thing that was said. */
    private static String reason(Path errors) throws IOException {
        Optional<String> exception = Files.readAllLines(errors).stream()
                .filter(line -> line.startsWith("Exception in thread"))
                .findFirst();
        return exception.isPresent() ? ": " + exception.get() : Command.lastLine(errors);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
