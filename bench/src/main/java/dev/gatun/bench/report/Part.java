package dev.gatun.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A measurement that the report is made of: a command, and the file that it writes. */
public enum Part {
    /** The ladder of the lesson's product. */
    LADDER("ladder", "ladder", ""),
    /** What a call of C costs. */
    CALLS("calls", "bench calls", ""),
    /** The first product of a JVM. */
    STARTUP("startup", "bench startup", ""),
    /** Products over shapes; in a hurry one of each kind. */
    SGEMM(
            "sgemm",
            "bench sgemm",
            "^(16x16x16|64x64x64|256x256x256|1024x1024x1024|64x784x50|1x1024x1024|128x64x128|32x2048x32) NN"),
    /** Squares over sizes and threads; in a hurry every other power of two. */
    SCALING("scaling", "bench scaling", "^(16|64|256|1024)x"),
    /** Gatun and its peers on one thread; in a hurry one product of each kind. */
    PEERS(
            "peers",
            "bench peers",
            "^(16x16x16|64x64x64|256x256x256|1024x1024x1024|5x784x10|64x784x50|1x1024x1024|128x64x128)$"),
    /** The same with all threads. */
    PEERS_ALL("peers-all-threads", "bench peers", PEERS.quickFilter),
    /** Contractions. */
    EINSUM("einsum", "bench einsum", "^(ik,kj->ij 5x|bij|bhqd|ik,jkl)"),
    /** Elementwise operations and reductions. */
    ELEMENTWISE("elementwise", "bench elementwise", "^(add|exp|relu|sum) (10x10|1000x1000)$");

    private final String id;
    private final String command;
    private final String quickFilter;

    Part(String id, String command, String quickFilter) {
        this.id = id;
        this.command = command;
        this.quickFilter = quickFilter;
    }

    /** Its name in messages and in the folder. */
    public String id() {
        return id;
    }

    /** The file in the folder of the data. */
    public String file() {
        return id + ".json";
    }

    /**
     * The command line, without {@code bench/gatun}.
     *
     * @param threads as many as there are processors
     */
    public List<String> arguments(boolean quick, int threads, Path file) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        if (this == PEERS_ALL) {
            arguments.addAll(List.of("--threads", Integer.toString(threads)));
        }
        if (quick) {
            arguments.add("--quick");
            if (!quickFilter.isEmpty()) {
                arguments.addAll(List.of("--filter", quickFilter));
            }
        }
        arguments.addAll(List.of("--json", file.toString()));
        return List.copyOf(arguments);
    }
}
