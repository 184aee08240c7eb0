package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "4096,4096",
        "3k,3072",
        "512m,536870912",
        "8g,8589934592",
        "2T,2199023255552",
        "' 8GB ',8589934592"
    })
    void sizesAreReadAsTheJvmReadsThem(String text, long bytes) {
        assertThat(Limit.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "8x", "g", "1.5g", "999999999999999999t", "8 g"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatThrownBy(() -> Limit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("-Dgatun.memory.limit=" + text + " is no size");
    }

    @Test
    void limitsBelowOneAreRefused() {
        assertThatThrownBy(() -> new Limit(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Prints the limit. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.out.println(Limit.PROCESS.surelyAllows(1) + " " + Limit.PROCESS.bytes());
        }
    }

    @Test
    void thePropertyGoesBeforeTheJvmsOptionAndThatBeforeTheMachine() {
        assertThat(ChildJvm.run(Main.class, "-Dgatun.memory.limit=5g", "-XX:MaxDirectMemorySize=1g"))
                .isEqualToIgnoringNewLines("false 5368709120");
        assertThat(ChildJvm.run(Main.class, "-XX:MaxDirectMemorySize=1g")).isEqualToIgnoringNewLines("true 1073741824");
        String[] byDefault = ChildJvm.run(Main.class).strip().split(" ", -1);
        assertThat(byDefault[0]).isEqualTo("true");
        assertThat(Long.parseLong(byDefault[1])).isGreaterThanOrEqualTo(Limit.CERTAIN);
    }

    /**
     * By default the JVM takes a quarter of the memory for the heap; here it may not see the beans that know how much
     * there is.
     */
    @Test
    void theHeapTellsWhereNothingElseDoes() {
        String[] said = ChildJvm.run(Main.class, "-Xmx256m", "--limit-modules=java.base")
                .strip()
                .split(" ", -1);
        assertThat(Long.parseLong(said[1]))
                .isBetween(450L << 20, 512L << 20); // some collectors keep a part for themselves
    }
}
