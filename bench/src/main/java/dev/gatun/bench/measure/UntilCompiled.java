package dev.gatun.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Calls until the compiled code is there: until C2 has nothing to do, and calls have not become faster, for 0.4
 * seconds. A fixed time would be too long for most products, and far too short for some where processors are few or shared:
 * on one core, 5x784x10 by the Vector API is a thousand times slower at first, and compiled after 1 to 3 s.
 */
public final class UntilCompiled {
    private static final long QUIET_NANOS = 400_000_000;
    private static final double BATCH_NANOS = 20e6;

    /** Batches of the same code differ by so much; what compiled code gains is more. */
    private static final double FASTER = 0.95;

    /** In the words of jcmd's Compiler.queue: a method in C2's hands, or one that waits. */
    private static final Pattern COMPILING = Pattern.compile("(?m)^C2 CompilerThread|^C2 compile queue:\\R(?!Empty)");

    private final BooleanSupplier compiling;
    private final LongSupplier clock;

    UntilCompiled(BooleanSupplier compiling, LongSupplier clock) {
        this.compiling = compiling;
        this.clock = clock;
    }

    /** One that looks at this JVM. */
    public static UntilCompiled ofThisJvm() {
        return new UntilCompiled(UntilCompiled::isCompiling, System::nanoTime);
    }

    /**
     * Calls.
     *
     * @param mostSeconds after which it is enough in any case
     * @return the seconds that it took
     */
    public double run(Runnable call, double mostSeconds) {
        long start = clock.getAsLong();
        long busy = start;
        long now = start;
        long calls = 1;
        double best = Double.POSITIVE_INFINITY;
        while (now - busy < QUIET_NANOS && now - start < mostSeconds * 1e9) {
            long before = now;
            for (long i = 0; i < calls; i++) {
                call.run();
            }
            now = clock.getAsLong();
            double nanos = Math.max(1, now - before) / (double) calls;
            if (nanos < FASTER * best || compiling.getAsBoolean()) {
                busy = now;
            }
            best = Math.min(best, nanos);
            calls = Math.clamp(Math.round(BATCH_NANOS / nanos), 1, 2 * calls);
        }
        return (now - start) / 1e9;
    }

    private static boolean isCompiling() {
        try {
            return isCompiling(String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(DiagnosticCommand.NAME, "compilerQueue", new Object[0], new String[0])));
        } catch (JMException e) {
            return false; // a JVM that does not tell; the times must do
        }
    }

    static boolean isCompiling(String queue) {
        return COMPILING.matcher(queue).find();
    }

    private static final class DiagnosticCommand {
        static final ObjectName NAME = name();

        private static ObjectName name() {
            try {
                return new ObjectName("com.sun.management:type=DiagnosticCommand");
            } catch (MalformedObjectNameException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
