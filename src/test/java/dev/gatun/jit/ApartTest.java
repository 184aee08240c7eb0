package dev.gatun.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.ChildJvm;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What C2 says of its inlining: whether a method is apart is for the JVM to decide, and may change with it. */
class ApartTest {
    /** What begins the list of what is inlined into a method. */
    private static final Pattern COMPILED = Pattern.compile("^\\s*\\d+ +\\d+ .*ApartTest\\$(\\w+)::");

    /** What is called through, as the loops of operations are. */
    interface Loop {
        long run(long seed);
    }

    static final class Inlined implements Loop {
        @Override
        public long run(long seed) {
            return folded(seed);
        }

        static long folded(long seed) {
            return seed * 31 + 7;
        }
    }

    static final class Alone extends Apart implements Loop {
        @Override
        public long run(long seed) {
            return helper(seed);
        }

        private static long helper(long seed) {
            return Inlined.folded(seed) + 1;
        }
    }

    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            Loop inlined = new Inlined();
            Loop alone = new Alone();
            long sum = 0;
            for (int i = 0; i < 100_000; i++) {
                sum += callsInlined(inlined, i) + callsAlone(alone, i);
            }
            System.out.println("sum " + sum);
        }

        static long callsInlined(Loop loop, long seed) {
            return loop.run(seed);
        }

        static long callsAlone(Loop loop, long seed) {
            return loop.run(seed);
        }
    }

    @Test
    void itsLoopsAreNotInlinedElsewhere() {
        assumeTrue(System.getProperty("java.vm.name").contains("HotSpot")
                || System.getProperty("java.vm.name").contains("OpenJDK"));
        String output = ChildJvm.run(
                Main.class,
                "-Xbatch",
                "-XX:-TieredCompilation",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+PrintInlining",
                "-XX:+PrintCompilation");
        assertThat(output).contains("sum ");
        assertThat(inlined(output, "Inlined::folded")).contains("Main", "Alone");
        assertThat(inlined(output, "Alone::helper")).containsExactly("Alone");
    }

    /** The classes of this test into whose compiled methods another was inlined. */
    private static Set<String> inlined(String output, String method) {
        Set<String> roots = new TreeSet<>();
        String root = "";
        for (String line : output.lines().toList()) {
            Matcher compiled = COMPILED.matcher(line);
            if (compiled.find()) {
                root = compiled.group(1);
            } else if (line.contains("ApartTest$" + method) && line.contains("inline (hot)")) {
                roots.add(root);
            }
        }
        return roots;
    }
}
