package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows and folds in JVMs whose vectors are narrower. */
class NarrowVectorsTest {
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.out.println("lanes " + FloatVector.SPECIES_PREFERRED.length());
            RowsTest.sweep(BinaryOp.SUB);
            RowsTest.sweep(BinaryOp.LT);
            for (int cols = 1; cols < 40; cols++) {
                for (int rows : new int[] {1, 3, 9, 17, 100}) {
                    ReductionsTest.agreesExactly(new long[] {rows, cols}, cols);
                }
            }
            ReductionsTest.agreesExactly(new long[] {600, 1003}, 1);
            System.out.println("swept");
        }
    }

    @ParameterizedTest(name = "{0}: at most {1} lanes")
    @CsvSource({"-XX:UseAVX=2, 8", "-XX:MaxVectorSize=16, 4"})
    void sweeps(String option, int most) {
        List<String> options = new ArrayList<>(List.of(option.split(" ")));
        options.add("--add-modules=jdk.incubator.vector");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("-XX:CompileThresholdScaling=0.1");
        String output = ChildJvm.run(Main.class, options.toArray(String[]::new));
        assertThat(output).contains("swept");
        int lanes = Integer.parseInt(output.replaceAll("(?s).*lanes (\\d+).*", "$1"));
        assertThat(lanes).isLessThanOrEqualTo(most);
    }
}
