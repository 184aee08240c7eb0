package dev.gatun.bench.ladder;

import dev.gatun.bench.ladder.Ladder.Place;
import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** A ladder as a person reads it: on the terminal, and in Markdown for README.md. */
public final class LadderReport {
    private final Ladder ladder;
    private final Place place;
    private final Footnotes reasons = new Footnotes();

    private LadderReport(Ladder ladder) {
        this.ladder = ladder;
        this.place = ladder.place();
    }

    /** The head, the table, in lines of a given length if that is possible, and what is to be said about it. */
    public static String toText(Ladder ladder, int longestLine) {
        LadderReport report = new LadderReport(ladder);
        return report.head() + "\n" + report.table("", "").toText(longestLine) + report.reasons.toText();
    }

    /**
     * What stands in README.md.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toMarkdown(Ladder ladder, String command, String date) {
        LadderReport report = new LadderReport(ladder);
        return report.table("`", "`").toMarkdown() + "\n" + report.caption(command, date) + report.reasons.toMarkdown();
    }

    private String head() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "product",
                shape() + ", float32, " + ladder.source() + "; " + threads()
                        + (ladder.effort().equals(Effort.QUICK) ? "; a quick run" : ""));
        lines.put("machine", place.machine().describe() + yardsticks());
        lines.put("java", place.machine().java() + "; " + place.openBlas());
        lines.put("python", python());
        lines.put("baseline", baseline());
        StringBuilder text = new StringBuilder();
        lines.forEach((name, value) -> text.append(String.format("%-9s %s%n", name, value)));
        place.passedOver().forEach(other -> text.append(String.format("%-9s %s%n", "not taken", other)));
        return text.toString();
    }

    private String shape() {
        Shape s = ladder.shape();
        return s.m() + "x" + s.k() + " by " + s.k() + "x" + s.n();
    }

    private String threads() {
        return ladder.threads() == 1 ? "1 thread" : ladder.threads() + " threads";
    }

    private String yardsticks() {
        String peak = text(place.peakGflops(), p -> "; FMA peak " + Units.digits(p) + " GFLOP/s a core");
        return peak + text(place.triadGbps(), t -> ", memory " + Units.digits(t) + " GB/s");
    }

    private String python() {
        String blas = place.pythonBlas().stream()
                .map(path -> String.valueOf(Path.of(path).getFileName()))
                .collect(Collectors.joining(", "));
        return place.python().map(p -> p.command() + ": " + p.describe()).orElse("none runs")
                + (blas.isEmpty() ? "" : "; BLAS " + blas);
    }

    private String baseline() {
        return ladder.baseline()
                .map(row -> row.tier().id() + ", " + row.tier().label()
                        + (row.tier().id().equals(Baseline.LESSON)
                                ? ", as in the lesson"
                                : "; not the lesson's, " + Baseline.LESSON + ", which was not measured"))
                .orElse("none of the loops was measured");
    }

    private Table table(String before, String after) {
        Table table = new Table()
                .column("tier", Align.LEFT)
                .column("code", Align.LEFT)
                .column("time", Align.RIGHT)
                .column("+-", Align.RIGHT)
                .column("times faster", Align.RIGHT)
                .column("lesson", Align.RIGHT)
                .column("GFLOP/s", Align.RIGHT)
                .column("of peak", Align.RIGHT)
                .column("max error", Align.RIGHT);
        for (Row row : ladder.rows()) {
            table.row(
                    row.tier().id(),
                    before + row.tier().code() + after,
                    row.timing()
                            .map(t -> Units.time(t.median()))
                            .orElseGet(() -> reasons.mark(row.tier().id(), row.reason())),
                    row.timing().map(t -> Units.percent(t.spread())).orElse(""),
                    text(ladder.timesFaster(row), Units::digits),
                    text(ladder.lessonFactor(row), Units::figure),
                    text(ladder.gflops(row), Units::digits),
                    text(ladder.ofPeak(row), Units::percent),
                    row.check().map(LadderReport::error).orElse(""));
        }
        return table;
    }

    private static String error(Check check) {
        return String.format(Locale.ROOT, "%.1e", check.maxError());
    }

    private String caption(String command, String date) {
        String quick = ladder.effort().equals(Effort.QUICK) ? "; a quick run" : "";
        return shape() + ", float32, " + ladder.source() + ", " + threads() + quick
                + ". Time is the median of a call, +- half"
                + " the distance between the quartiles; times faster is against "
                + ladder.baseline().map(row -> "`" + row.tier().id() + "`").orElse("nothing")
                + "; lesson is the figure that the lesson gives for the step.\nMeasured on " + date + " by `" + command
                + "` on " + place.machine().describe() + yardsticks() + "; Java "
                + place.machine().java() + ", " + place.openBlas() + "; "
                + place.python().map(p -> p.describe()).orElse("no Python")
                + ".\n";
    }

    private static String text(OptionalDouble value, DoubleFunction<String> format) {
        return value.isPresent() ? format.apply(value.getAsDouble()) : "";
    }
}
