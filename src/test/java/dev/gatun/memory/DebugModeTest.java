package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import dev.gatun.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who holds what, in JVMs of their own: the mode is decided once. */
class DebugModeTest {
    private static final String[] OPTIONS = {
        "-Dgatun.memory.debug=true", "-Dgatun.memory.limit=64m", "--enable-native-access=ALL-UNNAMED"
    };

    /** Holds results from two places, drops others, and never closes a workspace. */
    static final class Holding {
        private Holding() {}

        public static void main(String[] args) throws InterruptedException {
            List<Tensor> alive = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                alive.add(large());
            }
            alive.add(small());
            for (int i = 0; i < 100; i++) {
                dropped();
            }
            System.gc();
            Thread.sleep(500);
            System.out.println(dev.gatun.Memory.report());
            System.out.println("--");
            forgotten();
            alive.add(Tensor.ones(10)); // in that workspace
            System.out.println(dev.gatun.Memory.report().contains("opened"));
            try {
                Tensor.ones(20 << 20);
            } catch (OutOfMemoryError e) {
                System.out.println(e.getMessage());
            }
            System.out.println("-- " + alive.size());
        }

        static Tensor large() {
            return Tensor.ones(1 << 20).mul(2);
        }

        static Tensor small() {
            return Tensor.of(1, 2, 3);
        }

        static void dropped() {
            Tensor.of(1, 2, 3).add(1);
        }

        static void forgotten() {
            Workspace.open();
        }
    }

    @Test
    void whatIsAliveIsNamedAndWhatWasNeverClosedIsReported() {
        String[] parts = ChildJvm.run(Holding.class, OPTIONS).split("--", -1);
        assertThat(parts[0].lines()
                        .filter(line -> line.contains("live results"))
                        .toList())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("12.0 MiB in 3 live results, allocated"))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("12 B in 1 live results, allocated"));
        assertThat(parts[0])
                .containsPattern("at dev\\.gatun\\S*/?dev\\.gatun\\.Tensor\\.mul|at dev\\.gatun\\.Tensor\\.mul")
                .contains("DebugModeTest$Holding.large(DebugModeTest.java:")
                .contains("DebugModeTest$Holding.small(DebugModeTest.java:")
                .doesNotContain("dropped")
                .doesNotContain("dev.gatun.memory.Sites");
        assertThat(parts[1])
                .contains("true")
                .contains("Gatun has no memory for 80.0 MiB")
                .contains("12.0 MiB in 3 live results")
                .contains("A workspace of the thread main is open, opened")
                .contains("Holding.forgotten(DebugModeTest.java:");
        assertThat(parts[2])
                .contains("Gatun: A workspace of the thread main was never closed, opened")
                .contains("Holding.forgotten(DebugModeTest.java:");
    }

    /** Results that are dropped, of every size, more than the limit. */
    static final class Dropping {
        private Dropping() {}

        public static void main(String[] args) {
            Tensor x = Tensor.ones(100_000);
            Tensor y = Tensor.ones(10_000);
            Tensor z = Tensor.ones(10);
            for (int i = 0; i < 2_000; i++) {
                x.add(x);
                y.add(y);
                z.add(z);
                try (Workspace ws = Workspace.open()) {
                    x.add(z.get(0)).add((float) ws.bytes());
                }
            }
            System.out.println(x.add(x).get(5) + y.add(y).get(5) + z.add(z).get(5));
        }
    }

    @Test
    void nothingIsKeptThatIsDead() {
        assertThat(ChildJvm.run(Dropping.class, OPTIONS).lines()).containsExactly("6.0");
    }
}
