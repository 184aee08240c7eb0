package dev.gatun.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Home;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.python.Interpreters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersRunTest {
    private static final Pace SLIGHT = new Pace("slight", 1, 0.01, 0.01, 0.02);
    private static final Multiplication ODD = new Multiplication(new Shape(7, 5, 3), "odd");

    /** The whole way: all that this machine has, on two threads, compared and timed. */
    @Test
    void an_odd_product() {
        Interpreters pythons = Interpreters.onThisMachine();
        Assumptions.assumeTrue(
                Contender.NUMPY.lack(pythons).isEmpty(), "no NumPy, and so no peer that needs not be built");
        PeersRun run = PeersRun.onThisMachine(SLIGHT, 2, ForkedJvm.plain(), pythons);
        assertThat(run.seconds(List.of(ODD))).isPositive();
        Peers peers = run.measure(List.of(ODD), rows -> Progress.SILENT);
        assertThat(peers.complaints()).isEmpty();
        assertThat(peers.names()).containsKeys(Contender.MATMUL, Contender.NUMPY);
        for (Contender contender : peers.names().keySet()) {
            Row<Multiplication, Contender> row = peers.compared().row(ODD, contender);
            assertThat(row.median().orElse(0)).as("%s", row).isBetween(1.0, 1e9);
        }
    }

    /** A peer that was built is found, runs, and says its version. */
    @Test
    void a_peer_in_java() {
        Path jar = Home.find().orElseThrow().resolve("bench/peers/target/gatun-peers.jar");
        Assumptions.assumeTrue(Files.exists(jar), "the peers were not built: mvn -Ppeers verify");
        PeerProbe probe = PeerProbe.of(Contender.EJML, ForkedJvm.plain(), 1);
        assertThat(probe.found()).startsWith("EJML 0.");
        assertThat(probe.runs()).isTrue();
    }

    @Test
    void a_peer_that_ends_its_process_is_a_reason() {
        PeerProbe probe =
                PeerProbe.of(Contender.MATMUL, new ForkedJvm(List.of("-XX:Rubbish"), java.util.Optional.empty()), 1);
        assertThat(probe.runs()).isFalse();
        assertThat(probe.found()).startsWith("it does not run here: ");
    }

    @Test
    void nothing_to_hold_it_against_is_one_line(@TempDir Path home) {
        String before = System.getProperty("gatun.home", "");
        System.setProperty("gatun.home", home.toString());
        try {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() ->
                            PeersRun.onThisMachine(SLIGHT, 1, ForkedJvm.plain(), Interpreters.named("/absent/python")))
                    .withMessageStartingWith("there is nothing to hold matmul against: no Python runs")
                    .withMessageContaining("mvn -q -Ppeers");
        } finally {
            System.setProperty("gatun.home", before);
        }
    }

    @Test
    void a_contender_that_fails_is_a_finding() throws Trouble {
        Interpreters none = Interpreters.named("/absent/python");
        PeersRun run = new PeersRun(
                SLIGHT,
                1,
                ForkedJvm.plain(),
                ForkedJvm.plain().probe(),
                dev.gatun.bench.yardstick.Yardsticks.find(),
                none,
                java.util.Map.of(Contender.MATMUL, "Gatun", Contender.EJML, "EJML"),
                java.util.Map.of(
                        Contender.NUMPY,
                        "no",
                        Contender.TORCH,
                        "no",
                        Contender.DJL,
                        "no",
                        Contender.NETLIB_JNI,
                        "no",
                        Contender.NETLIB_VECTOR,
                        "no",
                        Contender.OJALGO,
                        "no",
                        Contender.ND4J,
                        "no"),
                (of, contender, progress) -> {
                    if (contender == Contender.EJML) {
                        throw new Trouble("not near");
                    }
                    return 7;
                });
        Peers peers = run.measure(List.of(ODD), rows -> Progress.SILENT);
        assertThat(peers.complaints()).containsExactly("ejml at 7x5x3: not near");
        assertThat(peers.compared().row(ODD, Contender.MATMUL).median()).hasValue(7);
        assertThat(peers.compared().row(ODD, Contender.NUMPY).reason()).isEqualTo("no");
    }
}
