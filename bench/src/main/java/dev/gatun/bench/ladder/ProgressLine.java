package dev.gatun.bench.ladder;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, gone when the work is done. */
public final class ProgressLine implements Progress {
    private static final int STEPS = 100;

    private final ProgressBar bar;
    private int begun;

    private ProgressLine(ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar over so many rows, no wider than the terminal. */
    public static Progress on(PrintStream terminal, int columns, int rows) {
        return new ProgressLine(new ProgressBarBuilder()
                .setTaskName("ladder")
                .setInitialMax((long) STEPS * rows)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" rows", STEPS)
                // Twice a second: drawing more often would take time from what is being measured.
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, columns - 1))
                .clearDisplayOnFinish()
                .hideEta()
                .build());
    }

    @Override
    public void row(String what) {
        bar.stepTo((long) STEPS * begun);
        bar.setExtraMessage(what);
        begun++;
    }

    @Override
    public void part(double share) {
        bar.stepTo(STEPS * (begun - 1L) + Math.round(STEPS * share));
    }

    @Override
    public void close() {
        bar.close();
    }
}
