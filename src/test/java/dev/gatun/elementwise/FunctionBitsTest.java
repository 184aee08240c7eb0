package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits from the interpreter, from each compiler, from vectors of each width and from the loop without vectors. */
class FunctionBitsTest {
    private static final List<UnaryOp> FUNCTIONS = List.of(UnaryOp.EXP, UnaryOp.LOG, UnaryOp.TANH, UnaryOp.SIGMOID);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xint -Dtimes=1 --add-modules jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector",
                "-XX:-TieredCompilation --add-modules jdk.incubator.vector",
                "-XX:UseAVX=2 --add-modules jdk.incubator.vector",
                "-XX:MaxVectorSize=16 --add-modules jdk.incubator.vector",
                "-Xint -Dtimes=10",
                "-XX:TieredStopAtLevel=1",
                "-XX:-TieredCompilation"
            })
    void areTheSame(String options) {
        String bits = ChildJvm.run(Child.class, ("-XX:+IgnoreUnrecognizedVMOptions " + options).split(" "));
        assertThat(bits.lines().filter(line -> line.startsWith("bits"))).containsExactly(Child.bits());
    }

    @Test
    void differOfOtherNumbers() {
        assertThat(Child.bits(Child.values(1))).isNotEqualTo(Child.bits(Child.values(2)));
    }

    /** Prints what the functions make of some numbers. */
    static final class Child {
        private static final int COUNT = 5_000;

        /** So often, if not told otherwise, that what is hot has been compiled. */
        private static final int TIMES = Integer.getInteger("times", 200);

        private Child() {}

        public static void main(String[] args) {
            String first = bits();
            for (int i = 0; i < TIMES; i++) {
                String again = bits();
                if (!again.equals(first)) {
                    throw new AssertionError(again + " at time " + i + ", " + first + " at first");
                }
            }
            System.out.println(first);
        }

        static String bits() {
            return bits(values(1));
        }

        static String bits(float[] x) {
            StringBuilder bits = new StringBuilder("bits");
            MemorySegment a = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, x);
            MemorySegment b = Arena.ofAuto().allocate(a.byteSize());
            Layout layout = Layout.contiguous(x.length);
            for (UnaryOp function : FUNCTIONS) {
                Elementwise.unary(function, a, layout, b, layout);
                bits.append(' ').append(Arrays.hashCode(b.toArray(ValueLayout.JAVA_FLOAT)));
            }
            return bits.toString();
        }

        /** Floats of all exponents, and as many from -10 to 10. */
        static float[] values(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] x = new float[COUNT];
            for (int i = 0; i < COUNT; i++) {
                x[i] = i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) random.nextDouble(-10, 10);
            }
            return x;
        }
    }
}
