package dev.gatun.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final Calls calls = SampleCalls.mixed();

    @Test
    void what_a_call_costs_beyond_c() {
        assertThat(calls.beyondC(Callee.NEXT, Caller.PANAMA)).hasValue(7);
        assertThat(calls.beyondC(Callee.NEXT, Caller.PANAMA_CRITICAL)).hasValue(2);
        assertThat(calls.beyondC(Callee.of("sgemm-4"), Caller.MATMUL)).isEmpty();
        assertThat(calls.complaints()).containsExactly("panama at sgemm 4x4x4: its JVM failed");
    }

    @Test
    void as_a_table() {
        assertThat(CallsReport.toText(calls, 140))
                .contains("9.00 (7.00)", "4.00 (2.00)", "[1] ", "not built")
                .endsWith("a downcall costs 7.00 ns more than a call from C, a critical one 2.00\n");
    }

    @Test
    void as_json() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(CallsJson.toJson(calls, "bench/gatun bench calls", "2026-11-23"));
        assertThat(json.path("machine").path("peakGflops").asDouble()).isEqualTo(100);
        assertThat(json.path("machine").path("triadGbps").asDouble()).isEqualTo(20);
        // What cannot be called so has no row.
        assertThat(json.path("rows")).hasSize(9);
        JsonNode panama = json.path("rows").path(1);
        assertThat(panama.path("contender").asText()).isEqualTo("panama");
        assertThat(panama.path("nanosBeyondC").asDouble()).isEqualTo(7);
        assertThat(json.path("rows").path(4).path("status").asText()).isEqualTo("failed");
        assertThat(json.path("rows").path(8).path("nanosBeyondC").isNull()).isTrue();
    }

    @Test
    void every_caller_has_a_method_for_what_it_takes() {
        for (Callee callee : Callee.ALL) {
            for (Caller caller : Caller.values()) {
                if (caller.takes(callee)) {
                    assertThat(CallsBenchmark.class.getMethods())
                            .extracting("name")
                            .contains(caller.method(callee));
                }
            }
        }
        assertThat(Callee.matching(Pattern.compile("4x4"))).containsExactly(Callee.of("sgemm-4"));
        assertThat(Callee.matching(Pattern.compile("7x7"))).isEmpty();
    }
}
