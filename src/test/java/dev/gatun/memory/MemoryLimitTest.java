package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Life at the JVM's limit for direct memory, and without native access, each in a JVM of its own. */
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
            ByteBuffer greedy = ByteBuffer.allocateDirect(2 << 20);
            try {
                Tensor.zeros(3);
                System.out.println("there was memory");
            } catch (OutOfMemoryError e) {
                System.out.println("none " + greedy.capacity());
            }
            greedy = ByteBuffer.allocate(0);
            System.out.println(Tensor.zeros(3).numel() + greedy.capacity());
        }
    }

    @Test
    void aFirstUseThatFailsIsNotTheLast() {
        String output =
                ChildJvm.run(LateMemory.class, "-XX:MaxDirectMemorySize=2m", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines()).containsExactly("none 2097152", "3");
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
            System.out.println(x.add(x).get(7) + " " + (Collector.lent() < 64 << 20));
        }
    }

    @Test
    void aSmallHeapIsEnough() {
        String output =
                ChildJvm.run(SmallHeap.class, "-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
        assertThat(output.lines()).containsExactly("2.0 true");
    }
}
