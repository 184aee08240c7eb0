package dev.gatun.bench.peers;

import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured as a person reads it. */
public final class PeersReport {
    private final Peers peers;
    private final Footnotes reasons = new Footnotes();

    private PeersReport(Peers peers) {
        this.peers = peers;
    }

    /** The head, the table, why some of it is missing, and who leads where. */
    public static String toText(Peers peers, int longestLine) {
        PeersReport report = new PeersReport(peers);
        return report.head() + "\n" + report.table().toText(longestLine) + report.reasons.toText() + "\n"
                + report.summary();
    }

    private String head() {
        Peers.Place place = peers.place();
        StringBuilder head = new StringBuilder();
        head.append(Place.line(
                "peers",
                "m x k x n, float32; GFLOP/s; "
                        + Units.effort(
                                peers.threads(),
                                peers.pace().rounds(),
                                peers.pace().isQuick())));
        head.append(Place.line(
                "machine", place.machine().describe() + place.limits().describe()));
        head.append(
                Place.line("java", place.machine().java() + "; " + place.facts().openBlas()));
        peers.names().forEach((contender, name) -> head.append(Place.line(contender.id(), name)));
        if (!place.pythonBlas().isEmpty()) {
            head.append(Place.line("its blas", String.join(", ", place.pythonBlas())));
        }
        return head.toString();
    }

    private Table table() {
        Table table = new Table().column("product", Align.LEFT);
        List<Contender> contenders = Arrays.asList(Contender.values());
        contenders.forEach(contender -> table.column(contender.id(), Align.RIGHT));
        for (Multiplication of : peers.compared().cases()) {
            List<String> cells = new ArrayList<>(List.of(of.toString()));
            for (Contender contender : contenders) {
                Row<Multiplication, Contender> row = peers.compared().row(of, contender);
                cells.add(row.median().isPresent() ? Units.digits(Peers.gflops(row)) : reasons.cell(row));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private String summary() {
        StringBuilder text = new StringBuilder();
        for (Contender peer : peers.measuredPeers()) {
            text.append(peers.compared().toText("matmul over " + peer.id(), Contender.MATMUL, peer));
            List<At<Multiplication>> leads = peers.leads(peer);
            if (!leads.isEmpty()) {
                text.append("  ").append(peer.id()).append(" leads at ");
                text.append(leads.stream()
                                .map(at -> at.of() + " (" + Units.digits(at.value()) + ")")
                                .collect(Collectors.joining(", ")))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
