package dev.gatun.bench.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The machine that a number was measured on, as its system describes it.
 *
 * @param cpu the name of the processor
 * @param vectors its widest vector unit, such as {@code AVX-512, 512 bits}
 * @param cores how many processors Java may use
 * @param memoryBytes the memory of the machine or the container; 0 where Java cannot tell
 * @param system the operating system
 * @param libc the C library: {@code glibc 2.36}, musl, or the system's
 * @param java the Java runtime
 */
public record Machine(
        String cpu, String vectors, int cores, long memoryBytes, String system, String libc, String java) {
    /** This machine. */
    public static Machine read() {
        List<String> cpuInfo = lines(Path.of("/proc/cpuinfo"));
        return new Machine(
                cpuName(cpuInfo),
                vectors(cpuInfo),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                CLibrary.name(),
                Runtime.version() + " (" + property("java.vendor") + ")");
    }

    /** One line: {@code AMD EPYC, AVX-512, 2 cores}. */
    public String describe() {
        return cpu + ", " + vectors + ", " + cores + (cores == 1 ? " core" : " cores");
    }

    static String cpuName(List<String> cpuInfo) {
        return value(cpuInfo, "model name")
                .or(() -> value(cpuInfo, "Model")) // some arm64 boards
                .or(() -> sysctl("machdep.cpu.brand_string"))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))) // Windows
                .orElse("unknown " + property("os.arch") + " processor");
    }

    static String vectors(List<String> cpuInfo) {
        Set<String> flags = new TreeSet<>();
        for (String line : List.of("flags", "Features")) { // x86-64 and arm64
            value(cpuInfo, line).ifPresent(all -> flags.addAll(Arrays.asList(all.split("\\s+"))));
        }
        if (flags.contains("avx512f")) {
            return "AVX-512 (512 bits)";
        }
        if (flags.contains("avx2")) {
            return "AVX2 (256 bits)";
        }
        if (flags.contains("avx")) {
            return "AVX (256 bits)";
        }
        if (flags.contains("sve")) {
            return "SVE (128 bits or more)";
        }
        return switch (property("os.arch")) {
            case "amd64", "x86_64" -> flags.isEmpty() ? "x86-64 (at least 128 bits)" : "SSE2 (128 bits)";
            case "aarch64" -> "NEON (128 bits)";
            default -> "vectors unknown";
        };
    }

    private static Optional<String> value(List<String> cpuInfo, String key) {
        return cpuInfo.stream()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
                .map(pair -> pair[1].strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Optional<String> sysctl(String key) {
        if (!property("os.name").startsWith("Mac")) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder("/usr/sbin/sysctl", "-n", key).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return Optional.of(said).filter(name -> !name.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // another system than Linux
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
