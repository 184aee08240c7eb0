package dev.gatun.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenBLAS is looked for once in a process, so what happens without it is seen in another process. */
class WithoutOpenBlasTest {

    /** What the other process does: says which tiers it has, and multiplies with each. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            for (Stage stage : Stage.values()) {
                String result;
                try {
                    result = "gives "
                            + stage.matmul(Tensor.full(2, 1, 3), Tensor.ones(3, 1))
                                    .item();
                } catch (IllegalStateException e) {
                    result = "refuses: " + e.getMessage();
                }
                System.out.println(
                        stage.id() + " " + stage.available() + " [" + stage.unavailableReason() + "] " + result);
            }
        }
    }

    @Test
    void allTiersButTheOperatorRun() {
        String output = ChildJvm.run(Main.class, "--enable-native-access=ALL-UNNAMED", "-Dgatun.blas=none");
        List<String> lines = output.lines()
                .filter(line -> line.contains(" true ") || line.contains(" false "))
                .toList();
        assertThat(lines).hasSize(Stage.values().length);
        assertThat(lines)
                .startsWith(
                        "tripleLoop true [] gives 6.0",
                        "elementwise true [] gives 6.0",
                        "broadcast true [] gives 6.0",
                        "einsum true [] gives 6.0");
        assertThat(lines.get(lines.size() - 1))
                .startsWith("operator false [OpenBLAS is switched off; leave out -Dgatun.blas=none]")
                .contains("refuses: no OpenBLAS: ");
    }
}
