package dev.gatun.bench.gate.suite;

import com.sun.management.ThreadMXBean;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.UntilCompiled;
import dev.gatun.bindings.OpenBlas;
import dev.gatun.gemm.DispatchTable;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The JVM that measures one benchmark of the quick suite, in about two seconds on a machine that has time; or that says what it would measure with. It
 * tells its result in its last line.
 *
 * <p>It calls until C2 is done, then takes the median of twenty batches of 20 ms. JMH would do the same and take a second
 * more to start: on a budget of minutes that is a third of the forks. What is timed is checked before and after.
 */
final class QuickFork {
    static final String TAB = "\t";
    static final String FACTS = "facts";

    /** Seconds. */
    private static final double MOST_COMPILE = 20;

    private static final int LEAST_CALLS = 1000;
    private static final double BATCH_NANOS = 20e6;
    private static final int BATCHES = 20;
    private static final int COUNTED_BATCHES = 10;
    private static final int COUNTED_CALLS = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Results are left here, so that the compiler cannot do without them. */
    private static volatile Object result = "";

    private QuickFork() {}

    /**
     * Measures.
     *
     * @param arguments the benchmark and how many threads it may use; or the word for facts
     */
    public static void main(String[] arguments) {
        Logger.getLogger("dev.gatun.bindings").setLevel(Level.OFF); // what it has to say, the doctor does
        try {
            run(arguments);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // One line, which is what the gate shows; another build may lack what is called here.
            System.err.println(e);
            System.exit(1);
        }
    }

    private static void run(String[] arguments) {
        if (arguments[0].equals(FACTS)) {
            Optional<OpenBlas> blas = OpenBlas.instance();
            System.out.println(String.join(
                    TAB,
                    FACTS,
                    Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                    JvmFacts.describe(blas),
                    Integer.toString(DispatchTable.lanes()),
                    blas.map(each -> each.path().toString()).orElse("")));
            return;
        }
        QuickBenchmark.Work work = QuickBenchmark.of(arguments[0]).prepare(Integer.parseInt(arguments[1]));
        work.check();
        QuickBenchmark.Call call = work.call();
        warmUp(call);
        double nanos = nanos(call);
        double bytes = bytes(call);
        work.check();
        System.out.println(arguments[0] + TAB + nanos + TAB + bytes);
    }

    /**
     * Calls until C2 is done. Where other programs take the processor, interpreted calls are so slow that nothing seems to happen
     * for a while before C2 has even been asked: so there must have been many calls, too.
     */
    private static void warmUp(QuickBenchmark.Call call) {
        LongAdder calls = new LongAdder();
        double spent = 0;
        while (calls.sum() < LEAST_CALLS && spent < MOST_COMPILE) {
            spent += UntilCompiled.ofThisJvm()
                    .run(
                            () -> {
                                result = call.run();
                                calls.increment();
                            },
                            MOST_COMPILE - spent);
        }
    }

    private static double nanos(QuickBenchmark.Call call) {
        long calls = 1;
        double perCall = nanos(call, calls);
        while (calls * perCall < BATCH_NANOS / 2) {
            calls *= 2;
            perCall = nanos(call, calls);
        }
        calls = Math.max(1, Math.round(BATCH_NANOS / perCall));
        double[] batches = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            batches[batch] = nanos(call, calls);
        }
        return Median.of(batches);
    }

    private static double nanos(QuickBenchmark.Call call, long calls) {
        Object last = "";
        long start = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            last = call.run();
        }
        long nanos = System.nanoTime() - start;
        result = last;
        return Math.max(1, nanos) / (double) calls;
    }

    /**
     * Bytes that a call allocates on the heap, by all threads. Other threads of the JVM can only add to a batch, so the least
     * batch is that of the calls alone.
     */
    private static double bytes(QuickBenchmark.Call call) {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < COUNTED_BATCHES; batch++) {
            long before = THREADS.getTotalThreadAllocatedBytes();
            for (int i = 0; i < COUNTED_CALLS; i++) {
                result = call.run();
            }
            least = Math.min(least, THREADS.getTotalThreadAllocatedBytes() - before);
        }
        return (double) least / COUNTED_CALLS;
    }
}
