package dev.gatun.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
    private final Peers peers = SamplePeers.mixed();

    @Test
    void says_where_a_peer_leads() {
        assertThat(peers.measuredPeers()).containsExactly(Contender.NUMPY);
        assertThat(peers.leads(Contender.NUMPY)).extracting("of").containsExactly(SamplePeers.LARGE);
        assertThat(peers.complaints())
                .containsExactly("ejml at 10x10x10: its JVM failed", "ejml at 100x100x100: its JVM failed");
        assertThat(PeersReport.toText(peers, 200))
                .contains("matmul over numpy geometric mean 1.00, least 0.500 at 100x100x100")
                .contains("  numpy leads at 100x100x100 (0.500)")
                .contains("2 threads", "NumPy 2", "libblas.so.3");
    }

    @Test
    void the_file_has_the_ratio_for_every_peer_and_product() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(PeersJson.toJson(peers, "command", "date"));
        assertThat(json.path("rows")).hasSize(2 * Contender.values().length);
        JsonNode numpy = json.path("rows").path(1);
        assertThat(numpy.path("contender").asText()).isEqualTo("numpy");
        assertThat(numpy.path("matmulOver").asDouble()).isEqualTo(2);
        assertThat(numpy.path("gflops").asDouble()).isEqualTo(10);
        assertThat(numpy.path("ofPeak").asDouble()).isEqualTo(0.1); // two cores of 50
        // 2000 operations on 1200 bytes: memory allows 16.7.
        assertThat(numpy.path("ofRoof").asDouble()).isEqualTo(0.6, within(1e-9));
        JsonNode summary = json.path("peers").path(0);
        assertThat(summary.path("matmulOver").path("geometricMean").asDouble()).isEqualTo(1, within(1e-12));
        assertThat(summary.path("leadsAt").path(0).asText()).isEqualTo("100x100x100");
        assertThat(summary.path("name").asText()).isEqualTo("NumPy 2");
    }

    @Test
    void peers_that_were_not_built_are_missing_and_matmul_never_is(@TempDir Path home) {
        PeerFolder none = PeerFolder.in(Optional.of(home));
        assertThat(Arrays.stream(Contender.values())
                        .filter(contender -> none.lack(contender).isPresent()))
                .containsExactly(
                        Contender.DJL,
                        Contender.NETLIB_VECTOR,
                        Contender.NETLIB_JNI,
                        Contender.EJML,
                        Contender.OJALGO,
                        Contender.ND4J);
        assertThat(none.lack(Contender.EJML).orElseThrow()).contains("mvn -q -Ppeers");
        assertThatIllegalStateException()
                .isThrownBy(() -> none.peer(Contender.EJML))
                .withMessageContaining("not built");
    }

    @Test
    void matmul_multiplies() {
        Peer matmul = PeerFolder.in(Optional.empty()).peer(Contender.MATMUL);
        matmul.prepare(1, 2, 1, new float[] {1, 2}, new float[] {3, 4}, 1);
        assertThat(matmul.multiply()).isNotNull();
        assertThat(matmul.product()).containsExactly(11);
        assertThat(matmul.describe()).contains("Gatun");
    }

    @Test
    void products_by_name() {
        assertThat(Multiplication.matching(Pattern.compile("^64x784x50$"))).hasSize(1);
        assertThat(Multiplication.ALL).doesNotHaveDuplicates();
    }
}
