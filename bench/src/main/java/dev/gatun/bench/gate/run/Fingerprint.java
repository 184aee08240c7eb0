package dev.gatun.bench.gate.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a recording was made with: figures of one are not to be compared with those of another, not even as ratios.
 *
 * @param cpu the processor
 * @param vectors its vector unit
 * @param lanes floats in the vectors of Java's kernels; 0 where that does not matter
 * @param java the Java runtime
 * @param blas the BLAS and the processor whose kernels it runs
 * @param threads that an operation may use
 * @param system the operating system and its C library
 * @param suite what was measured
 */
public record Fingerprint(
        String cpu, String vectors, int lanes, String java, String blas, int threads, String system, String suite) {
    /** Its parts by the names that they have in files and on the command line. */
    public Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("cpu", cpu);
        parts.put("vectors", vectors);
        parts.put("lanes", Integer.toString(lanes));
        parts.put("java", java);
        parts.put("blas", blas);
        parts.put("threads", Integer.toString(threads));
        parts.put("system", system);
        parts.put("suite", suite);
        return parts;
    }

    /** What differs, in words; parts that are allowed to differ are left out. */
    public List<String> differences(Fingerprint other, Set<String> allowed) {
        List<String> differences = new ArrayList<>();
        Map<String, String> others = other.parts();
        parts().forEach((name, value) -> {
            if (!allowed.contains(name) && !value.equals(others.get(name))) {
                differences.add(name + " was " + value + " and is " + others.get(name));
            }
        });
        return differences;
    }
}
