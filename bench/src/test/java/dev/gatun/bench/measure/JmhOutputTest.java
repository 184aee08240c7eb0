package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JmhOutputTest {
    @Test
    void last_words_are_the_exception_without_its_stack() {
        JmhOutput output = new JmhOutput(Progress.SILENT, 1);
        output.println("# Warmup Iteration   1: <failure>");
        output.write(
                "java.lang.IllegalStateException: no room\n\tat a.B.c(B.java:1)\n".getBytes(StandardCharsets.UTF_8));
        output.println("<forked VM failed with exit code 1>");
        output.println("# Run complete");
        assertThat(output.lastWords()).hasValue("java.lang.IllegalStateException: no room");
        assertThat(new JmhOutput(Progress.SILENT, 1).lastWords()).isEmpty();
    }
}
