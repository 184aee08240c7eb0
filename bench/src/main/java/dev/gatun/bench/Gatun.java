package dev.gatun.bench;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.measure.Units;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code gatun} command line. */
@Command(
        name = "gatun",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = "Measures Gatun on this machine and says what the machine has for it.",
        subcommands = {
            LadderCommand.class,
            BenchCommand.class,
            ReportCommand.class,
            GateCommand.class,
            DoctorCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all is well", "1:what was checked does not hold", "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun ladder --quick         the ladder of matrix products, in about a minute",
            "  bench/gatun bench sgemm --quick    PACKED, OpenBLAS and matmul over shapes, in five",
            "  bench/gatun gate ab --b jar=FILE   whether another build is slower, in ten",
            "  bench/gatun doctor                 what this machine has, and what it lacks",
            "",
            "bench/gatun COMMAND --help tells all about a command. With GATUN_DEBUG=1 in the",
            "environment an error shows its stack trace. Java's own options, such as",
            "-Dgatun.blas=none, go through JDK_JAVA_OPTIONS."
        })
public final class Gatun implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Gatun() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Gatun());
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Gatun::wrongUsage);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            report(command, e, e instanceof Failure ? message(e) : "unexpected " + e);
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    @Override
    public void run() {
        throw whichCommand(spec);
    }

    /** For a command that does nothing by itself. */
    static ParameterException whichCommand(CommandSpec spec) {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        String allButLast = String.join(", ", names.subList(0, names.size() - 1));
        return new ParameterException(spec.commandLine(), "which command? " + allButLast + " or " + names.getLast());
    }

    static void checkThreads(CommandSpec spec, int threads) {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, not " + threads);
        }
    }

    /** Names, for a message. */
    static String list(List<?> names) {
        return names.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Says what is going to be measured, and for how long. */
    static void announce(CommandSpec spec, String what, double seconds) {
        spec.commandLine().getErr().println(what + ": about " + Units.duration(seconds));
        spec.commandLine().getErr().flush();
    }

    /** The whole command line as the user typed it, but for quotes. */
    static String called(CommandSpec spec) {
        return "bench/gatun "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }

    static String today() {
        return LocalDate.now(ZoneId.systemDefault()).toString();
    }

    /** Says before a measurement what it is of, and how long it takes. */
    static void announce(CommandSpec spec, int cases, int all, String effort, double seconds) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(cases + " of " + all + " cases, " + effort + ": about " + Units.duration(seconds));
        err.flush();
    }

    /** The exit status after a measurement: 1, and a line, if something did not hold. */
    static int verdict(CommandSpec spec, List<String> wrong) {
        if (wrong.isEmpty()) {
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(name(spec.commandLine()) + ": " + String.join("; ", wrong).replace('\n', ' '));
        err.flush();
        return 1;
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = message(e);
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> similar = unmatched.getSuggestions();
            message += similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?";
        }
        report(command, e, message + " (see bench/" + name(command) + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private static void report(CommandLine command, Exception e, String message) {
        PrintWriter err = command.getErr();
        err.println(name(command) + ": " + message.lines().findFirst().orElse(""));
        if (System.getenv("GATUN_DEBUG") != null) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName(" ").toLowerCase(Locale.ROOT);
    }

    /** The version that the build wrote into the jar. */
    public static String version() {
        String version = Gatun.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    static final class Version implements IVersionProvider {
        Version() {}

        @Override
        public String[] getVersion() {
            return new String[] {"gatun " + version()};
        }
    }
}
