package dev.gatun.bench;

import dev.gatun.bench.gate.file.WaiversFile;
import dev.gatun.bench.gate.report.Report;
import dev.gatun.bench.gate.report.ReportHtml;
import dev.gatun.bench.gate.report.ReportJson;
import dev.gatun.bench.gate.report.ReportJunit;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Waivers;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.host.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every judging command of the gate has: where the report goes, what is let through, and what counts. */
final class GateOutputs {
    @Option(
            names = "--effect",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "The smallest change that matters, such as 5%%. Default: ab and compare 5%%, check 10%%.")
    private @Nullable Double effect;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also writes the report for a pull request.")
    private @Nullable Path markdown;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes it as JUnit XML, for the CI server.")
    private @Nullable Path junit;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes it as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also writes it as a page.")
    private @Nullable Path html;

    @Option(
            names = "--waivers",
            paramLabel = "FILE",
            description = "Regressions that are let through, each with a reason and an end date. One that has ended"
                    + " is an error.")
    private @Nullable Path waivers;

    @Option(
            names = "--allow-inconclusive",
            description = "Exit status 0 rather than 3 where something could not be decided.")
    private boolean allowInconclusive;

    private Waivers letThrough = new Waivers(List.of());
    private Optional<OutputFile> markdownFile = Optional.empty();
    private Optional<OutputFile> junitFile = Optional.empty();
    private Optional<OutputFile> jsonFile = Optional.empty();
    private Optional<OutputFile> htmlFile = Optional.empty();

    GateOutputs() {}

    /** Finds out what is wrong with any of it, before minutes are spent. */
    void prepare() {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        letThrough = waivers == null ? new Waivers(List.of()) : WaiversFile.read(waivers, today);
        markdownFile = Optional.ofNullable(markdown).map(OutputFile::at);
        junitFile = Optional.ofNullable(junit).map(OutputFile::at);
        jsonFile = Optional.ofNullable(json).map(OutputFile::at);
        htmlFile = Optional.ofNullable(html).map(OutputFile::at);
    }

    double effect(double otherwise) {
        return effect == null ? otherwise : effect;
    }

    /** Shows and writes everything, and gives the exit status. */
    int report(
            CommandSpec spec,
            String title,
            double ofEffect,
            List<String> facts,
            List<Finding> findings,
            List<String> notes) {
        Report report = new Report(
                title,
                facts,
                letThrough.applyTo(findings),
                notes,
                letThrough.without(findings),
                Gatun.called(spec),
                Gatun.today(),
                ofEffect,
                allowInconclusive);
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.toText(Terminal.columns()));
        out.flush();
        markdownFile.ifPresent(file -> file.write(report.toMarkdown()));
        junitFile.ifPresent(file -> file.write(ReportJunit.of(report)));
        jsonFile.ifPresent(file -> file.write(ReportJson.of(report)));
        htmlFile.ifPresent(file -> file.write(ReportHtml.of(report)));
        int status = report.status();
        if (status != Report.WELL) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(spec.qualifiedName(" ").toLowerCase(Locale.ROOT) + ": " + report.alarm());
            err.flush();
        }
        return status;
    }

    /** {@code 5%}, or 0.05. */
    static final class ShareConverter implements ITypeConverter<Double> {
        ShareConverter() {}

        @Override
        public Double convert(String text) {
            try {
                boolean percent = text.strip().endsWith("%");
                double value = Double.parseDouble(percent ? text.strip().replace("%", "") : text);
                double share = percent ? value / 100 : value;
                if (share > 0 && share < 1) {
                    return share;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new TypeConversionException("'" + text + "' is no share above 0 and below 100 %, such as 5%");
        }
    }
}
