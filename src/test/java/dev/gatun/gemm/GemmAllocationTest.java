package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.Tensor;
import dev.gatun.Threads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products into memory that the caller holds leave nothing for the collector. */
class GemmAllocationTest {

    /** In a JVM of its own, as nothing is left only once the compiler has taken the objects apart. */
    static final class Main {
        private static final MethodHandle ALLOCATED = allocated();

        private Main() {}

        public static void main(String[] args) {
            Threads.limit(1); // OpenBLAS is given a slice of each operand where a product is split
            Random random = new Random(1);
            measure("4 x 4 x 4", 4, Tensor.randn(random, 4, 4), Tensor.randn(random, 4, 4));
            measure("5 x 784 x 10", 5, Tensor.randn(random, 5, 784), Tensor.randn(random, 784, 10));
            measure("64 x 64 x 64", 64, Tensor.randn(random, 64, 64), Tensor.randn(random, 64, 64));
            measure("64 x 64 x 64 TN", 64, Tensor.randn(random, 64, 64).t(), Tensor.randn(random, 64, 64));
            measure(
                    "64 x 64 x 64 NT",
                    64,
                    Tensor.randn(random, 64, 64),
                    Tensor.randn(random, 64, 64).t());
            measure(
                    "7 x 33 x 19 TT",
                    7,
                    Tensor.randn(random, 33, 7).t(),
                    Tensor.randn(random, 19, 33).t());
            measure("1 x 1024 x 1024", 1, Tensor.randn(random, 1, 1024), Tensor.randn(random, 1024, 1024));
            measure("1024 x 1024 x 1 TN", 1024, Tensor.randn(random, 1024, 1024).t(), Tensor.randn(random, 1024, 1));
            measure("300 x 300 x 300", 300, Tensor.randn(random, 300, 300), Tensor.randn(random, 300, 300));
            measure(
                    "300 x 300 x 300 TT",
                    300,
                    Tensor.randn(random, 300, 300).t(),
                    Tensor.randn(random, 300, 300).t());
            System.out.println("measured");
        }

        private static void measure(String what, long rows, Tensor a, Tensor b) {
            Tensor out = Tensor.zeros(rows, b.size(1));
            int calls = (int) Math.max(200, Math.min(20_000, 200_000_000 / (rows * b.size(1) * a.size(1))));
            report(what + " default", calls, () -> a.matmul(b, out));
            for (Backend backend : GemmCase.BACKENDS) {
                if (backend != Backend.REFERENCE) {
                    report(what + " " + backend, calls, () -> a.matmul(b, out, backend, 1));
                }
            }
        }

        /** Until a tenth of the calls leaves nothing: before that, not all is compiled. */
        private static void report(String what, int calls, Runnable product) {
            for (int i = 0; i < calls; i++) {
                product.run();
            }
            int part = calls / 10;
            double least = Double.MAX_VALUE;
            for (int attempt = 0; attempt < 200 && least >= 1; attempt++) {
                long before = bytes();
                for (int i = 0; i < part; i++) {
                    product.run();
                }
                least = Math.min(least, (bytes() - before) / (double) part);
            }
            if (least >= 1) {
                System.out.println("allocates " + least + " B: " + what);
            }
        }

        private static long bytes() {
            try {
                return (long) ALLOCATED.invokeExact();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        /** {@code ThreadMXBean.getCurrentThreadAllocatedBytes}, of a module that Gatun's does not read. */
        private static MethodHandle allocated() {
            try {
                Object bean = Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getThreadMXBean")
                        .invoke(null);
                return MethodHandles.publicLookup()
                        .findVirtual(
                                Class.forName("com.sun.management.ThreadMXBean"),
                                "getCurrentThreadAllocatedBytes",
                                MethodType.methodType(long.class))
                        .bindTo(bean);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    @Test
    void productsIntoAnOutputAllocateNothing() {
        String output = GemmChild.run(Main.class, "--add-modules=jdk.incubator.vector");
        if (output.contains("allocates")) {
            // C2 does not compile the same code alike in every JVM, and seldom leaves a vector on the heap for good.
            output = GemmChild.run(Main.class, "--add-modules=jdk.incubator.vector");
        }
        assertThat(output.lines()).contains("measured");
        assertThat(output).doesNotContain("allocates");
    }
}
