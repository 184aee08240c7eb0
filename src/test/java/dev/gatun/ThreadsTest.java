package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void theLimitIsTheCount() {
        int before = Threads.count();
        try {
            Threads.limit(3);
            assertThat(Threads.count()).isEqualTo(3);
            assertThatThrownBy(() -> Threads.limit(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("limit(0): a number of threads is 1 or more");
            assertThat(Threads.count()).isEqualTo(3);
        } finally {
            Threads.limit(before);
        }
    }

    /** Asks twice, sets a limit, asks again. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    System.out.println(Threads.count());
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
            }
            Threads.limit(2);
            System.out.println(Threads.count());
        }
    }

    @Test
    void withoutALimitThePropertyDecides() {
        assertThat(ChildJvm.run(Asking.class, "-Dgatun.threads=5").lines()).containsExactly("5", "5", "2");
    }

    @Test
    void withoutThePropertyItIsTheProcessors() {
        assertThat(ChildJvm.run(Asking.class, "-XX:ActiveProcessorCount=7").lines())
                .containsExactly("7", "7", "2");
    }

    @Test
    void aPropertyThatIsNoCountIsReportedAtEachUse() {
        String message = "-Dgatun.threads=many is no number of threads; give a whole number from 1 to 2147483647, or"
                + " leave the property out for one thread per processor";
        assertThat(ChildJvm.run(Asking.class, "-Dgatun.threads=many").lines()).containsExactly(message, message, "2");
    }
}
