package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Loops of results that nobody keeps, without any arena, hold resident memory under the bound that {@link
 * dev.gatun.Memory} states, as Linux counts it: a quarter of the limit and the result in the making, besides the JVM's
 * own.
 *
 * <p>{@code -Dgatun.test.results=10000} runs the loop of large results in full length, which takes some minutes.
 */
@EnabledOnOs(OS.LINUX)
class ResidentMemoryTest {
    private static final int RESULTS = Integer.getInteger("gatun.test.results", 600);

    private static final long LARGE = 64 << 20;
    private static final long LIMIT = 1 << 30;

    /** The heap, and what the JVM takes for code, classes, threads and the collector. */
    private static final long JVM = (256 << 20) + (256 << 20);

    private static final String[] OPTIONS = {
        "-Xmx256m",
        "-Dgatun.memory.limit=1g",
        "-Dgatun.threads=1",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED"
    };

    /** The most that was ever resident, in bytes. */
    static long mostResident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("/proc/self/status has no VmHWM");
    }

    private static long resident(String output) {
        assertThat(output.lines()).last().asString().startsWith("resident ");
        return Long.parseLong(output.strip().substring(output.strip().lastIndexOf(' ') + 1));
    }

    /** Ten million operations on ten elements each. */
    static final class Small {
        private Small() {}

        public static void main(String[] args) throws IOException {
            Tensor x = Tensor.ones(10);
            for (int i = 0; i < 10_000_000; i++) {
                x.add(x);
            }
            System.out.println(dev.gatun.Memory.stats());
            System.out.println("resident " + mostResident());
        }
    }

    /** Results of 64 MiB each. */
    static final class Large {
        private Large() {}

        public static void main(String[] args) throws IOException {
            int results = Integer.parseInt(System.getProperty("results"));
            Tensor x = Tensor.ones(LARGE / Float.BYTES);
            for (int i = 0; i < results; i++) {
                x.add(x);
            }
            System.out.println(dev.gatun.Memory.stats());
            System.out.println("resident " + mostResident());
        }
    }

    @Test
    void smallResultsDoNotPileUp() {
        assertThat(resident(ChildJvm.run(Small.class, OPTIONS))).isLessThan(LIMIT / 4 + JVM);
    }

    @Test
    void largeResultsDoNotPileUp() {
        String[] options = java.util.Arrays.copyOf(OPTIONS, OPTIONS.length + 1);
        options[OPTIONS.length] = "-Dresults=" + RESULTS;
        assertThat(resident(ChildJvm.run(Large.class, options))).isLessThan(LIMIT / 4 + LARGE + JVM);
    }
}
