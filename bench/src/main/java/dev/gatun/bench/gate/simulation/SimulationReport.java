package dev.gatun.bench.gate.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.simulation.Simulation.Outcome;
import dev.gatun.bench.gate.simulation.Simulation.Way;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The figures of the simulation, and what they have to be.
 *
 * @param rows in the order in which they are shown
 */
public record SimulationReport(List<Row> rows) {
    private static final long SEED = 784;
    private static final double MOST_ALARMS = 0.01;
    private static final double LEAST_FOUND = 0.95;

    /** Sorts by command. */
    public SimulationReport {
        rows = rows.stream().sorted(Comparator.comparing(Row::way)).toList();
    }

    /**
     * Runs of one command with one kind of noise.
     *
     * @param slowdown of the benchmark that was slowed, as a share
     * @param same what came of runs in which nothing had changed
     * @param slower what came of runs in which one benchmark was slower
     */
    public record Row(Way way, Noise noise, double slowdown, Outcome same, Outcome slower) {
        private double alarms() {
            return same.ofSame(Verdict.REGRESSED);
        }

        private double found() {
            return slower.ofSlower(Verdict.REGRESSED);
        }

        private double passed() {
            return slower.ofSlower(Verdict.UNCHANGED) + slower.ofSlower(Verdict.IMPROVED);
        }
    }

    /** All commands with one kind of noise. Files of JMH on a drifting machine are left out: no file can tell. */
    public static List<Row> simulate(Noise noise, int runs) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(Way.AB, noise, 0.1, 0.05, runs));
        rows.add(row(Way.CHECK, noise, 0.25, 0.1, runs));
        if (noise != Noise.DRIFTING) {
            rows.add(row(Way.COMPARE, noise, 0.1, 0.05, runs));
        }
        return rows;
    }

    private static Row row(Way way, Noise noise, double slowdown, double effect, int runs) {
        return new Row(
                way,
                noise,
                slowdown,
                Simulation.of(way, noise, 0, effect, runs, SEED),
                Simulation.of(way, noise, slowdown, effect, runs, SEED + 1));
    }

    /** What does not hold. */
    public List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            String name = row.way.command() + ", " + row.noise.label() + ": ";
            if (row.alarms() > MOST_ALARMS) {
                wrong.add(name + percent(row.alarms()) + " false alarms");
            }
            if (row.found() < LEAST_FOUND) {
                wrong.add(name + "only " + percent(row.found()) + " of slowdowns found");
            }
        }
        return wrong;
    }

    /** For the terminal or as Markdown. */
    public Table table() {
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
                    row.way.command(),
                    row.noise.label(),
                    String.format(Locale.ROOT, "%,d", Outcome.count(row.same.same())),
                    percent(row.alarms()),
                    percent(row.same.ofSame(Verdict.IMPROVED)),
                    percent(row.same.ofSame(Verdict.UNCHANGED)),
                    String.format(Locale.ROOT, "%.0f %%", 100 * row.slowdown),
                    percent(row.found()),
                    percent(row.passed()),
                    row.same.minutes() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", row.same.minutes()));
        }
        return table;
    }

    /** The figures for programs. */
    public String toJson(String command, String date) {
        ObjectNode root = Json.root(command, date);
        ArrayNode array = root.putArray("rows");
        for (Row row : rows) {
            array.addObject()
                    .put("command", row.way.command())
                    .put("noise", row.noise.id())
                    .put("comparisons", Outcome.count(row.same.same()))
                    .put("regressed", row.alarms())
                    .put("improved", row.same.ofSame(Verdict.IMPROVED))
                    .put("unchanged", row.same.ofSame(Verdict.UNCHANGED))
                    .put("slowdown", row.slowdown)
                    .put("slowed", Outcome.count(row.slower.slower()))
                    .put("found", row.found())
                    .put("passed", row.passed())
                    .put("minutes", row.same.minutes());
        }
        return root.toPrettyString() + "\n";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
