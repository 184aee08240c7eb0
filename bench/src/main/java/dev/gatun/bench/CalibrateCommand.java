package dev.gatun.bench;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.sgemm.Calibration;
import dev.gatun.bench.sgemm.CalibrationEffort;
import dev.gatun.bench.sgemm.TableFile;
import dev.gatun.gemm.DispatchTable;
import dev.gatun.gemm.DispatchTable.Section;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun bench calibrate}: the dispatch table of this machine. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times the same products by packed (pure Java) and by OpenBLAS, one thread each, and writes a dispatch table:"
                    + " by it Tensor.matmul knows which of the two to take. Gatun comes with such a table; one of your"
                    + " own is worth it where the processor is another than those in it.",
            "",
            "The sizes are 1, 4, 16, 64, 256 and 1024 for m, n and k, with all transposes. In a file that is there, only"
                    + " the section for this width of vectors is replaced. --jvm-arg=-XX:UseAVX=2 measures another"
                    + " width than the widest.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the table was written", "1:not used", "2:wrong usage, or a part that is missing"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun bench calibrate                         eight minutes",
            "  bench/gatun bench calibrate --quick --out my.txt    two minutes",
            "  java -Dgatun.gemm.table=my.txt ...                  puts it in force"
        })
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "gatun-dispatch.txt",
            description = "Where the table goes. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Option(names = "--quick", description = "Two minutes rather than eight: one JVM, and short batches.")
    private boolean quick;

    @Mixin
    private ForkOptions forks = new ForkOptions();

    CalibrateCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        TableFile file = TableFile.at(out);
        Calibration calibration =
                Calibration.onThisMachine(quick ? CalibrationEffort.QUICK : CalibrationEffort.FULL, forks.jvm());
        PrintWriter err = spec.commandLine().getErr();
        err.println("864 products, packed and OpenBLAS: about " + (quick ? "two minutes" : "eight minutes"));
        err.flush();
        Section section = calibration.measure(
                comments(calibration),
                measurements -> ProgressLine.onTerminal("calibrate", "products", measurements, true));
        file.put(section);
        report(section);
        return 0;
    }

    private List<String> comments(Calibration calibration) {
        Machine machine = Machine.read();
        List<String> comments = new ArrayList<>();
        comments.add("measured on " + Gatun.today() + " by " + Gatun.called(spec));
        comments.add(machine.describe());
        comments.add("Java " + machine.java() + ", " + calibration.facts().openBlas());
        comments.replaceAll(comment -> comment.replaceAll("\\s+", " "));
        return comments;
    }

    private void report(Section section) {
        PrintWriter to = spec.commandLine().getOut();
        to.println("wrote " + out + ": packed is taken at " + section.packedCount() + " of " + section.count()
                + " products with " + section.lanes() + " floats in a vector");
        to.println("to use it: java -D" + DispatchTable.PROPERTY + "="
                + out.toAbsolutePath().normalize() + " ...");
        to.flush();
    }
}
