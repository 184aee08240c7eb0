package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Life at the limit, and without native access, each in a JVM of its own. */
class MemoryLimitTest {
    /** Fills the memory with results of one size, lets them die, and asks for others. */
    static final class Starved {
        private Starved() {}

        public static void main(String[] args) {
            List<Tensor> alive = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                alive.add(Tensor.zeros(30_000));
            }
            System.out.println(alive.size());
            alive.clear();
            for (int i = 0; i < 10_000; i++) {
                alive.add(Tensor.zeros(1_000));
            }
            System.out.println(alive.size());
            alive.clear();
            System.out.println(Tensor.zeros(8L << 20).numel());
            for (int i = 0; i < 2; i++) {
                try {
                    Tensor.zeros(1L << 30);
                } catch (OutOfMemoryError e) {
                    System.out.print("");
                }
            }
            System.out.println(Tensor.ones(30_000).sum().item());
        }
    }

    @Test
    void idleSlabsMakeRoomForOtherSizes() {
        String output = ChildJvm.run(
                Starved.class, "-Xmx2g", "-XX:MaxDirectMemorySize=64m", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines()).containsExactly("400", "10000", "8388608", "30000.0");
    }

    /** Has no memory at first. */
    static final class LateMemory {
        private LateMemory() {}

        public static void main(String[] args) {
            try {
                Tensor.zeros(3);
                System.out.println("there was memory");
            } catch (OutOfMemoryError e) {
                System.out.println("none");
            }
            dev.gatun.Memory.limit(1 << 20);
            System.out.println(Tensor.zeros(3).numel());
        }
    }

    @Test
    void aFirstUseThatFailsIsNotTheLast() {
        String output =
                ChildJvm.run(LateMemory.class, "-Dgatun.memory.limit=32k", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines()).containsExactly("none", "3");
    }

    /** Holds all that there is. */
    static final class Greedy {
        private Greedy() {}

        public static void main(String[] args) {
            List<Tensor> alive = new ArrayList<>();
            try {
                while (true) {
                    alive.add(Tensor.ones(1 << 20));
                }
            } catch (OutOfMemoryError e) {
                System.out.println(alive.size());
                System.out.println(e.getMessage());
            }
            alive.clear();
            System.out.println(Tensor.ones(1 << 20).numel());
        }
    }

    @Test
    void theErrorSaysWhatIsHeldAndWhatToDo() {
        String output = ChildJvm.run(Greedy.class, "-Dgatun.memory.limit=64m", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines().findFirst()).hasValue("16");
        assertThat(output)
                .contains(
                        "Gatun has no memory for 4.0 MiB: the limit is 64.0 MiB, held are 64.0 MiB, of which 64.0 MiB are"
                                + " handed out (0 B to 0 open workspaces) and 0 B idle.")
                .contains("The garbage collector has run, and found no more of it dead.")
                .contains("Workspace")
                .contains("-Dgatun.memory.limit=SIZE")
                .contains("-Dgatun.memory.debug=true");
        assertThat(output.lines().toList()).last().isEqualTo("1048576");
    }

    @Test
    void aPropertyThatIsNoSizeIsRefused() {
        String output = ChildJvm.run(BadLimit.class, "-Dgatun.memory.limit=much", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines().toList())
                .hasSize(2)
                .allMatch(line -> line.startsWith("-Dgatun.memory.limit=much is no size"));
    }

    /** Has a limit that is none. */
    static final class BadLimit {
        private BadLimit() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    Tensor.zeros(3);
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    /** Dead results of all sizes, and some that the heap's old generation has seen. */
    static final class Unasked {
        private Unasked() {}

        public static void main(String[] args) {
            Tensor x = Tensor.ones(1 << 20);
            for (int i = 0; i < 300; i++) {
                x.add(x);
            }
            Tensor small = Tensor.ones(1000);
            for (int i = 0; i < 100_000; i++) {
                small.add(small);
            }
            List<Tensor> old = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                old.add(Tensor.ones(1 << 20));
            }
            for (int i = 0; i < 40; i++) {
                Gc.run(); // young collections, until those are old
            }
            System.out.println(old.size() + " " + Gc.ignored());
            old.clear();
            for (int i = 0; i < 12; i++) {
                old.add(x.add(x));
            }
            System.out.println(old.get(11).get(7));
            try {
                old.add(Tensor.ones(64 << 20));
            } catch (OutOfMemoryError e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC"})
    void garbageIsFoundWhereTheJvmIgnoresRequests(String collector) {
        String output = ChildJvm.run(
                Unasked.class,
                collector,
                "-XX:+DisableExplicitGC",
                "-Xmx128m",
                "-Dgatun.memory.limit=64m",
                "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines().limit(2)).containsExactly("8 true", "2.0");
        assertThat(output).contains("Gatun has no memory for 256.0 MiB").contains("-XX:+DisableExplicitGC");
    }

    /** Is not allowed to. */
    static final class Denied {
        private Denied() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    Tensor.arange(6);
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
            System.out.println(Tensor.wrap(new float[] {1, 2}).get(1));
        }
    }

    @Test
    void deniedNativeAccessIsOneLineThatNamesTheOption() {
        String output = ChildJvm.run(Denied.class, "--illegal-native-access=deny");
        assertThat(output.lines().toList()).hasSize(3);
        assertThat(output.lines().limit(2)).allMatch(line -> line.contains("--enable-native-access=ALL-UNNAMED"));
        assertThat(output).endsWith("2.0" + System.lineSeparator());
    }

    /** Many dead results of a middling size in a small heap. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] args) {
            Tensor x = Tensor.ones(25_000);
            for (int i = 0; i < 5_000; i++) {
                x.add(x);
            }
            System.out.println(x.add(x).get(7) + " " + (dev.gatun.Memory.stats().peak() <= 64 << 20));
        }
    }

    @Test
    void aSmallHeapIsEnough() {
        String output = ChildJvm.run(
                SmallHeap.class,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dgatun.memory.limit=256m",
                "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines()).containsExactly("2.0 true");
    }
}
