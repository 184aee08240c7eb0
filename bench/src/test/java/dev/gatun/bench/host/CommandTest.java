package dev.gatun.bench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Command.Trouble;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void gives_the_lines() throws Trouble {
        assertThat(Command.run(LONG, "sh", "-c", "echo one; echo two; echo other >&2"))
                .containsExactly("one", "two");
    }

    @Test
    void says_why_there_are_none() {
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> Command.run(LONG, "sh", "-c", "echo broken >&2; exit 5"))
                .withMessage("exited with status 5: broken");
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> Command.run(LONG, "sh", "-c", "echo told; exit 5"))
                .withMessage("exited with status 5: told");
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> Command.run(LONG, "sh", "-c", "exit 5"))
                .withMessage("exited with status 5");
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> Command.run(Duration.ofMillis(100), "sh", "-c", "sleep 600 & sleep 600"))
                .withMessageContaining("no answer");
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> Command.run(LONG, "/absent/program"))
                .withMessage("does not start: No such file or directory");
    }

    @Test
    void takes_the_systems_words_out_of_javas() {
        String old = "Cannot run program \"x\": error=13, Permission denied";
        String today = "Cannot run program \"x\": Exec failed, error: 13 (Permission denied) ";
        assertThat(Command.reason(new IOException(old))).isEqualTo("Permission denied");
        assertThat(Command.reason(new IOException(today))).isEqualTo("Permission denied");
        assertThat(Command.reason(new IOException("other"))).isEqualTo("other");
    }
}
