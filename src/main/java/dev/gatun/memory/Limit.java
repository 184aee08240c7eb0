package dev.gatun.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many bytes may be held off the heap. */
public final class Limit {
    /** The system property that decides, unless {@link #set} was called. */
    public static final String PROPERTY = "gatun.memory.limit";

    /** The limit of this process. */
    public static final Limit PROCESS = new Limit();

    /**
     * Allowed on any machine that runs a JVM. Up to here nobody asks how much memory there is, which takes some 30 ms
     * the first time.
     */
    static final long CERTAIN = 64 << 20;

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([kmgt]?)b?");

    /** 0 while it is not known. */
    private volatile long bytes;

    private Limit() {}

    /** A limit for a test. */
    Limit(long bytes) {
        set(bytes);
    }

    /**
     * The limit: what {@link #set} was last given; else the system property; else what -XX:MaxDirectMemorySize was
     * given; else half of the physical memory, or of what the container may have.
     *
     * @return bytes, 1 or more
     * @throws IllegalArgumentException if the property decides and is no size
     */
    public long bytes() {
        if (bytes == 0) {
            String given = System.getProperty(PROPERTY);
            bytes = given != null ? parse(given) : byDefault();
        }
        return bytes;
    }

    /**
     * Sets the limit from now on. What is held already stays, until it is given back.
     *
     * @param limit bytes, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public void set(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " bytes; it must be 1 or more");
        }
        bytes = limit;
    }

    /** Whether so much is within any limit that would be found, so that it need not be looked for. */
    boolean surelyAllows(long held) {
        return bytes == 0 && held <= CERTAIN && System.getProperty(PROPERTY) == null;
    }

    /**
     * A size as a JVM's options have it: {@code 1073741824}, {@code 512m}, {@code 8g}.
     *
     * @throws IllegalArgumentException if it is none, or less than 1
     */
    static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            long unit = matcher.group(2).isEmpty() ? 1 : 1L << (10 * (1 + "kmgt".indexOf(matcher.group(2))));
            if (count > 0 && count <= Long.MAX_VALUE / unit) {
                return count * unit;
            }
        }
        throw new IllegalArgumentException(
                "-D" + PROPERTY + "=" + text + " is no size; write a number of bytes, or one with k, m, g or t: 8g");
    }

    private static long byDefault() {
        try {
            return Management.limit();
        } catch (LinkageError e) {
            // The module jdk.management is missing. By default the heap may take a quarter of the memory.
            return 2 * Runtime.getRuntime().maxMemory();
        }
    }

    /** A class of its own, as the JVM may be without these beans. */
    private static final class Management {
        private Management() {}

        static long limit() {
            long direct = direct();
            return direct > 0 ? direct : Math.max(physical() / 2, CERTAIN);
        }

        /** Of the container, where the JVM runs in one. */
        private static long physical() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getTotalMemorySize();
        }

        private static long direct() {
            @Nullable HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            try {
                return jvm == null
                        ? 0
                        : Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
            } catch (IllegalArgumentException e) {
                return 0; // another JVM, without this option
            }
        }
    }
}
