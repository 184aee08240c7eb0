package dev.gatun.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatun gate}: whether something became slower. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description =
                "Says whether something became slower: a build, a library, a JDK, an option. It fails on what is a"
                        + " regression, not on noise, and it never passes what it could not decide. docs/gate.md explains how.",
        subcommands = {
            GateAbCommand.class,
            GateRecordCommand.class,
            GateCheckCommand.class,
            GateCompareCommand.class,
            GateHistoryCommand.class,
            GateSimulateCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing regressed",
            "1:something regressed",
            "2:wrong usage, a part that is missing, or a waiver that has ended",
            "3:nothing regressed for certain, but something could not be decided"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun gate ab --b jar=new/gatun.jar          two builds on one machine",
            "  bench/gatun gate record --out baseline.json        for later",
            "  bench/gatun gate check --baseline baseline.json    later",
            "  bench/gatun gate compare old.json new.json         any two results of JMH"
        })
final class GateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    GateCommand() {}

    @Override
    public void run() {
        throw Gatun.whichCommand(spec);
    }
}
