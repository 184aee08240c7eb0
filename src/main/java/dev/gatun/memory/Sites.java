package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where live blocks were allocated and open workspaces opened: the debug mode, {@code -Dgatun.memory.debug=true}. It
 * costs some microseconds a block. When it is off nothing is recorded, and the compiler leaves the questions out.
 *
 * <p>At the end of the JVM the workspaces that were never closed are printed to standard error.
 */
public final class Sites {
    /** The system property that turns it on. */
    public static final String PROPERTY = "gatun.memory.debug";

    /** Whether it is on; decided once. */
    public static final boolean ON = Boolean.getBoolean(PROPERTY);

    private static final int FRAMES_WALKED = 32;
    private static final int FRAMES_SHOWN = 6;
    private static final int HOLDERS_SHOWN = 10;

    private static final Set<Site> BLOCKS = ConcurrentHashMap.newKeySet();
    private static final Set<Site> WORKSPACES = ConcurrentHashMap.newKeySet();

    static {
        if (ON) {
            Runtime.getRuntime().addShutdownHook(new Thread(Sites::reportUnclosed, "gatun-memory-report"));
        }
    }

    private Sites() {}

    /** Something alive, and the calls that made it. */
    static final class Site {
        private final Set<Site> all;
        private final long bytes;
        private final String thread = Thread.currentThread().getName();
        private final List<StackWalker.StackFrame> frames;

        private Site(Set<Site> all, long bytes) {
            this.all = all;
            this.bytes = bytes;
            this.frames = StackWalker.getInstance()
                    .walk(stack -> stack.dropWhile(
                                    frame -> frame.getClassName().startsWith(Sites.class.getPackageName()))
                            .limit(FRAMES_WALKED)
                            .toList());
            all.add(this);
        }

        void gone() {
            all.remove(this);
        }

        /** The call of the library's that a user wrote, and the user's. */
        private String calls() {
            int first = 0;
            while (first + 1 < frames.size() && isGatun(frames.get(first + 1))) {
                first++;
            }
            StringBuilder calls = new StringBuilder();
            for (int i = first; i < Math.min(frames.size(), first + FRAMES_SHOWN); i++) {
                calls.append(System.lineSeparator())
                        .append("    at ")
                        .append(frames.get(i).toStackTraceElement());
            }
            return calls.toString();
        }

        private static boolean isGatun(StackWalker.StackFrame frame) {
            String name = frame.getClassName();
            return name.equals("dev.gatun.Tensor") || name.equals("dev.gatun.Workspace");
        }
    }

    /** The block under a lifetime of its own, whose end is noted; the block itself is kept until then. */
    static MemorySegment tracked(MemorySegment block) {
        Site site = new Site(BLOCKS, block.byteSize());
        return Lifetimes.lease(block, Arena.ofAuto(), dead -> {
            try {
                site.gone();
            } finally {
                Reference.reachabilityFence(block);
            }
        });
    }

    /** A workspace that was opened just now. */
    static Site opened() {
        return new Site(WORKSPACES, 0);
    }

    /**
     * Who holds what: the sites with the most bytes alive as far as is known, and the workspaces that are open.
     *
     * @return lines of text
     */
    public static List<String> holders() {
        Map<String, long[]> sums = new HashMap<>();
        for (Site site : BLOCKS) {
            long[] sum = sums.computeIfAbsent(site.calls(), calls -> new long[2]);
            sum[0] += site.bytes;
            sum[1]++;
        }
        List<Map.Entry<String, long[]>> largest = new ArrayList<>(sums.entrySet());
        largest.sort(Comparator.comparingLong((Map.Entry<String, long[]> site) -> site.getValue()[0])
                .reversed());
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, long[]> site : largest.subList(0, Math.min(HOLDERS_SHOWN, largest.size()))) {
            lines.add(Usage.show(site.getValue()[0]) + " in " + site.getValue()[1] + " live results, allocated"
                    + site.getKey());
        }
        if (largest.size() > HOLDERS_SHOWN) {
            lines.add("and " + (largest.size() - HOLDERS_SHOWN) + " more places");
        }
        lines.addAll(unclosed("is open"));
        return lines;
    }

    private static List<String> unclosed(String what) {
        List<String> lines = new ArrayList<>();
        for (Site site : WORKSPACES) {
            lines.add("A workspace of the thread " + site.thread + " " + what + ", opened" + site.calls());
        }
        return lines;
    }

    private static void reportUnclosed() {
        for (String line : unclosed("was never closed")) {
            System.err.println("Gatun: " + line);
        }
    }
}
