package dev.gatun.bench.doctor;

import dev.gatun.Tensor;
import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.LoadReport;
import dev.gatun.bindings.LoadReport.Attempt;
import dev.gatun.bindings.LoadReport.Outcome;
import dev.gatun.bindings.OpenBlas;
import java.lang.Runtime.Version;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything that Gatun can use on this machine. */
public final class Doctor {
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final String VECTORS = "--add-modules jdk.incubator.vector";
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final Version FIRST_SAFE = Version.parse("25.0.3");

    private Doctor() {}

    /** All findings, in the order of reading. */
    public static List<Finding> examine() {
        // Before anything native is called: where native access is not enabled, the first call enables it.
        boolean nativeAccess = Doctor.class.getModule().isNativeAccessEnabled();
        List<Finding> findings = new ArrayList<>(machine(Machine.read()));
        findings.add(jdk(Runtime.version()));
        findings.add(nativeAccess(nativeAccess));
        findings.add(vectors(ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()));
        findings.addAll(openBlas(OpenBlas.instance(), OpenBlas.report()));
        findings.add(backend());
        findings.add(yardsticks(Yardsticks.find()));
        findings.add(compiler());
        findings.addAll(python(Interpreters.onThisMachine()));
        return findings;
    }

    /** What {@code Tensor.matmul} takes, by its own word. */
    public static Finding backend() {
        Tensor one = Tensor.ones(1, 1);
        try {
            return Finding.ok("matmul", one.explainMatmul(one).backend());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Finding.degraded("matmul", String.valueOf(e.getMessage()), "correct -Dgatun.gemm, or leave it out");
        }
    }

    /**
     * Looks whether {@code Tensor.matmul} can multiply as it was told to, before anything is measured by it.
     *
     * @throws Failure if not
     */
    public static void requireMatmul() {
        Finding backend = backend();
        if (backend.level() != Finding.Level.OK) {
            throw new Failure(backend.text());
        }
    }

    static List<Finding> machine(Machine machine) {
        return List.of(
                Finding.ok("processor", machine.cpu()),
                Finding.ok("vector width", machine.vectors()),
                Finding.ok("cores", Integer.toString(machine.cores())),
                Finding.ok("memory", String.format("%.1f GiB", machine.memoryBytes() / (double) (1L << 30))),
                Finding.ok("system", machine.system()),
                Finding.ok("C library", machine.libc()));
    }

    static Finding jdk(Version version) {
        String text = version + " in " + System.getProperty("java.home", "?");
        return version.compareToIgnoreOptional(FIRST_SAFE) >= 0
                ? Finding.ok("JDK", text)
                : Finding.degraded(
                        "JDK",
                        text,
                        "take 25.0.3 or later: before it the G1 collector mishandles pinned arrays (JDK-8377811), and"
                                + " heap arrays are pinned while OpenBLAS reads them");
    }

    static Finding nativeAccess(boolean enabled) {
        return enabled
                ? Finding.ok(
                        "native access",
                        "enabled here; a program of your own takes " + NATIVE_ACCESS + " on the class path, or"
                                + " --enable-native-access=dev.gatun,dev.gatun.bindings on the module path")
                : Finding.degraded(
                        "native access",
                        "not enabled: Java warns at the first native call, and a later Java will refuse it",
                        "java " + NATIVE_ACCESS);
    }

    // bench/gatun itself runs without the module, as Java prints a warning about it; the JVMs that the ladder times
    // have it. So what counts is whether this JDK could.
    static Finding vectors(boolean inJdk) {
        return inJdk
                ? Finding.ok(
                        "Vector API",
                        "in this JDK; a program of your own takes " + VECTORS
                                + ", as the ladder's timed JVMs do: without it loops over elements are scalar")
                : Finding.degraded(
                        "Vector API",
                        "this JDK lacks " + VECTOR_MODULE + ": loops over elements are scalar",
                        "take a full JDK, and java " + VECTORS);
    }

    static List<Finding> openBlas(Optional<OpenBlas> blas, LoadReport report) {
        List<Finding> findings = new ArrayList<>();
        findings.add(blas.map(Doctor::loaded)
                .orElseGet(() -> Finding.degraded(
                        "OpenBLAS",
                        "none is in use; products are computed in Java",
                        "see the attempts below, or name a library: -Dgatun.blas=FILE")));
        blas.ifPresent(b -> findings.add(Finding.ok("OpenBLAS file", b.path().toString())));
        for (Attempt attempt : report.attempts()) {
            if (attempt.outcome() == Outcome.FAILED && attempt.source() == LoadReport.Source.PROPERTY) {
                findings.add(
                        Finding.degraded("OpenBLAS attempt", words(attempt), "correct -Dgatun.blas, or leave it out"));
            } else if (attempt.outcome() != Outcome.LOADED) {
                findings.add(Finding.note("OpenBLAS attempt", words(attempt), ""));
            }
        }
        findings.add(cache(report.cache()));
        return findings;
    }

    private static Finding loaded(OpenBlas blas) {
        return Finding.ok(
                "OpenBLAS",
                blas.version() + ", core " + blas.coreName() + ", " + blas.threads() + " thread(s) a call, "
                        + blas.processors() + " processors seen; " + blas.config());
    }

    // With the causes behind the cause: the deepest one is often the one that explains.
    private static String words(Attempt attempt) {
        StringBuilder words = new StringBuilder(attempt.toString());
        Throwable cause = attempt.cause().map(Throwable::getCause).orElse(null);
        for (int depth = 0; cause != null && depth < 8; depth++, cause = cause.getCause()) {
            words.append(" <- ").append(cause);
        }
        return words.toString();
    }

    static Finding cache(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return Finding.note("cache", "none: this user has no home folder", "-Dgatun.cache=FOLDER");
        }
        Path existing = folder.get();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        String text = folder.get() + (Files.exists(folder.get()) ? "" : " (not made yet)");
        return Files.isWritable(existing)
                ? Finding.ok("cache", text)
                : Finding.note("cache", text + ": cannot be written", "-Dgatun.cache=FOLDER");
    }

    static Finding yardsticks(Yardsticks.Found found) {
        return found.library()
                .map(y -> Finding.ok("yardsticks", y.path() + ", drives " + y.cpuIsa()))
                .orElseGet(() -> Finding.note("yardsticks", "not there", found.reason()));
    }

    private static Finding compiler() {
        for (String compiler : List.of("gcc", "cc", "clang")) {
            try {
                List<String> said = Command.run(Duration.ofSeconds(10), compiler, "--version");
                return Finding.ok("C compiler", compiler + ": " + (said.isEmpty() ? "" : said.getFirst()));
            } catch (Command.Trouble e) {
                // The next, then.
            }
        }
        return Finding.note("C compiler", "none; only the yardsticks need one", "apt-get install gcc libc6-dev");
    }

    static List<Finding> python(Interpreters interpreters) {
        Optional<Interpreter> best = interpreters.best();
        if (interpreters.attempts().isEmpty()) {
            return List.of(Finding.note(
                    "Python", "no python3; the ladder then compares with Java", "apt-get install python3-torch"));
        }
        List<Finding> findings = new ArrayList<>();
        for (Interpreters.Attempt attempt : interpreters.attempts()) {
            boolean taken = best.isPresent() && attempt.found().equals(best);
            String text = attempt.describe() + (taken ? " (the ladder takes this one)" : "");
            findings.add(attempt.found().isPresent() ? Finding.ok("Python", text) : Finding.note("Python", text, ""));
        }
        best.ifPresent(python -> addPackage(findings, python.numpy(), "NumPy", "python3-numpy"));
        best.ifPresent(python -> addPackage(findings, python.torch(), "PyTorch", "python3-torch"));
        return findings;
    }

    private static void addPackage(List<Finding> findings, Interpreter.Library module, String name, String debian) {
        if (!module.works()) {
            findings.add(
                    Finding.note(name, "not there, so the ladder leaves its tiers out", "apt-get install " + debian));
        }
    }
}
