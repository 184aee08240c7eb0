package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.measure.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LadderJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void is_what_programs_rely_on() throws IOException {
        String json = LadderJson.toJson(SampleLadder.mixed(), "bench/gatun ladder --json x", "2026-11-23");
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("ladder.json"))) {
            assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(golden));
        }
    }

    @Test
    void a_nan_is_null_and_not_near() throws IOException {
        Row nan = Row.notNear(SampleLadder.tier("java.einsum"), new Reference.Check(false, Double.NaN, "[0, 0]"));
        JsonNode row = JSON.readTree(LadderJson.toJson(SampleLadder.of(List.of(nan)), "", ""))
                .path("rows")
                .path(0);
        assertThat(row.path("near").asBoolean(true)).isFalse();
        assertThat(row.path("maxError").isNull()).isTrue();
        assertThat(row.path("status").asText()).isEqualTo("missing");
    }
}
