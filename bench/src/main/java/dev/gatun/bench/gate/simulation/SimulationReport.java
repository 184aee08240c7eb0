package dev.gatun.bench.gate.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.simulation.Simulation.Outcome;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of the simulation, and what they have to be. */
public final class SimulationReport {
    private static final long SEED = 784;

    /** The smallest change that matters to ab and compare by default, and to check. */
    private static final double EFFECT = 0.05;

    private static final double EFFECT_OF_CHECK = 0.1;

    private static final double MOST_ALARMS = 0.01;
    private static final double LEAST_FOUND = 0.95;

    private SimulationReport() {}

    /**
     * Runs of one command with one kind of noise.
     *
     * @param command such as {@code gate ab}
     * @param noise of the forks
     * @param slowdown of the benchmark that was slowed, as a share
     * @param runs of each kind
     * @param same what came of runs in which nothing had changed
     * @param slower what came of runs in which one benchmark was slower
     */
    public record Row(String command, Noise noise, double slowdown, int runs, Outcome same, Outcome slower) {
        double alarms() {
            return (double) same.alarms() / same.same();
        }

        double praised() {
            return (double) same.praised() / same.same();
        }

        double unchanged() {
            return (double) same.unchanged() / same.same();
        }

        double found() {
            return (double) slower.found() / slower.slowed();
        }

        double passed() {
            return (double) slower.passed() / slower.slowed();
        }

        /** What does not hold. */
        public List<String> wrong() {
            List<String> wrong = new ArrayList<>();
            if (alarms() > MOST_ALARMS) {
                wrong.add(command + ", " + noise.label() + ": " + percent(alarms()) + " false alarms");
            }
            if (found() < LEAST_FOUND) {
                wrong.add(command + ", " + noise.label() + ": only " + percent(found()) + " of slowdowns found");
            }
            return wrong;
        }
    }

    /** All commands with one kind of noise. Files of JMH on a drifting machine are left out: no file can tell. */
    public static List<Row> simulate(Noise noise, int runs) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "gate ab",
                noise,
                0.1,
                runs,
                Simulation.ab(noise, 0, EFFECT, runs, SEED),
                Simulation.ab(noise, 0.1, EFFECT, runs, SEED + 1)));
        rows.add(new Row(
                "gate check",
                noise,
                0.25,
                runs,
                Simulation.check(noise, 0, EFFECT_OF_CHECK, runs, SEED),
                Simulation.check(noise, 0.25, EFFECT_OF_CHECK, runs, SEED + 1)));
        if (noise != Noise.DRIFTING) {
            rows.add(new Row(
                    "gate compare",
                    noise,
                    0.1,
                    runs,
                    Simulation.compare(noise, 0, EFFECT, runs, SEED),
                    Simulation.compare(noise, 0.1, EFFECT, runs, SEED + 1)));
        }
        return rows;
    }

    private static Table table(List<Row> rows) {
        Table table = new Table()
                .column("command", Align.LEFT)
                .column("forks differ", Align.LEFT)
                .column("same code", Align.RIGHT)
                .column("called regressed", Align.RIGHT)
                .column("improved", Align.RIGHT)
                .column("unchanged", Align.RIGHT)
                .column("slowed by", Align.RIGHT)
                .column("found", Align.RIGHT)
                .column("passed", Align.RIGHT)
                .column("minutes", Align.RIGHT);
        for (Row row : rows) {
            table.row(
                    row.command,
                    row.noise.label(),
                    String.format(Locale.ROOT, "%,d", row.same.same()),
                    percent(row.alarms()),
                    percent(row.praised()),
                    percent(row.unchanged()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * row.slowdown),
                    percent(row.found()),
                    percent(row.passed()),
                    row.same.minutes() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", row.same.minutes()));
        }
        return table;
    }

    /** A table for the terminal. */
    public static String toText(List<Row> rows, int longestLine) {
        return table(rows.stream()
                        .sorted((a, b) -> a.command.compareTo(b.command))
                        .toList())
                .toText(longestLine);
    }

    /** The same as Markdown. */
    public static String toMarkdown(List<Row> rows) {
        return table(rows.stream()
                        .sorted((a, b) -> a.command.compareTo(b.command))
                        .toList())
                .toMarkdown();
    }

    /** The figures for programs. */
    public static String toJson(List<Row> rows, String command) {
        ObjectNode root = Json.object().put("command", command);
        ArrayNode array = root.putArray("rows");
        for (Row row : rows) {
            array.addObject()
                    .put("command", row.command)
                    .put("noise", row.noise.id())
                    .put("runs", row.runs)
                    .put("comparisons", row.same.same())
                    .put("regressed", row.same.alarms())
                    .put("improved", row.same.praised())
                    .put("unchanged", row.same.unchanged())
                    .put("slowdown", row.slowdown)
                    .put("slowed", row.slower.slowed())
                    .put("found", row.slower.found())
                    .put("passed", row.slower.passed())
                    .put("minutes", row.same.minutes());
        }
        return root.toPrettyString() + "\n";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
