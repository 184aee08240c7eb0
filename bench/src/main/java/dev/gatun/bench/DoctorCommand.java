package dev.gatun.bench;

import dev.gatun.bench.doctor.Doctor;
import dev.gatun.bench.doctor.DoctorReport;
import dev.gatun.bench.doctor.Finding;
import dev.gatun.bench.doctor.Finding.Level;
import dev.gatun.bench.host.OutputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun doctor}: what this machine has for Gatun. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Says what this machine has for Gatun and what it lacks: processor, JDK and the flags it was started with,"
                    + " which OpenBLAS from where and every attempt that failed, C library, cache folder, yardsticks,"
                    + " C compiler, Python and its packages.",
            "",
            "A line that begins with 'ok' is as it should be; '-' is something absent that Gatun does without; '!!' makes"
                    + " it slower or less safe than it could be here. Below a line stands what to do, after '->'.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Gatun works on this machine as well as it can",
            "1:it works, but something is marked '!!'",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun doctor",
            "  bench/gatun doctor --json doctor.json",
            "  JDK_JAVA_OPTIONS=-Dgatun.blas=/usr/lib/libopenblas.so.0 bench/gatun doctor"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the findings as JSON.")
    private @Nullable Path json;

    DoctorCommand() {}

    @Override
    public Integer call() {
        Optional<OutputFile> jsonFile = Optional.ofNullable(json).map(OutputFile::at);
        List<Finding> findings = Doctor.examine();
        spec.commandLine().getOut().print(DoctorReport.toText(findings));
        spec.commandLine().getOut().flush();
        jsonFile.ifPresent(file -> file.write(DoctorReport.toJson(findings)));
        if (!DoctorReport.isDegraded(findings)) {
            return 0;
        }
        String degraded = findings.stream()
                .filter(finding -> finding.level() == Level.DEGRADED)
                .map(Finding::topic)
                .collect(Collectors.joining(", "));
        spec.commandLine().getErr().println("gatun doctor: not as it could be: " + degraded);
        return 1;
    }
}
