package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of the sweep and of the guard pages in JVMs whose vectors are narrower, or that have none. */
class VectorWidthTest {
    private static final Pattern LANES = Pattern.compile("lanes (\\d+)");

    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            boolean vectors =
                    ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
            System.out.println("lanes " + (vectors ? Vectors.lanes() : 0));
            int every = Integer.getInteger("every");
            System.out.println("swept " + KernelSweepTest.sweep(every));
            if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
                System.out.println("guarded " + GuardPagesTest.sweep(every));
            }
        }
    }

    /** A class of its own, loaded only where the module is there. */
    private static final class Vectors {
        static int lanes() {
            return FloatVector.SPECIES_PREFERRED.length();
        }
    }

    @ParameterizedTest(name = "{0}: at most {1} lanes, each {2}th product")
    @CsvSource({
        "--add-modules=jdk.incubator.vector -XX:UseAVX=2,         8,  9",
        "--add-modules=jdk.incubator.vector -XX:MaxVectorSize=16, 4,  9",
        // The oldest machines: no multiply-add in hardware either, and what asks for it there computes with BigDecimal.
        "--add-modules=jdk.incubator.vector -XX:UseAVX=0,         4, 30",
        "-XX:UseAVX=2,                                            0,  9",
    })
    void sweepsAndGuards(String options, int most, int every) {
        List<String> all = new ArrayList<>(List.of(options.split(" ")));
        all.add("-XX:CompileThresholdScaling=0.1");
        all.add("-Devery=" + every);
        String output = GemmChild.run(Main.class, all.toArray(String[]::new));
        Matcher lanes = LANES.matcher(output);
        assertThat(lanes.find()).as(output).isTrue();
        assertThat(Integer.parseInt(lanes.group(1))).isLessThanOrEqualTo(most);
        assertThat(output).contains("swept ");
    }
}
