package dev.gatun.bench.measure;

import dev.gatun.bench.host.Terminal;
import java.util.OptionalInt;
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

    /**
     * A bar on standard error, no wider than it; none where that is no terminal.
     *
     * @param task what is being done, in a word
     * @param unit what it is done to, in a word in the plural
     * @param rows how many of them
     * @param alike whether each takes about the same time, so that the time left can be told
     */
    public static Progress onTerminal(String task, String unit, int rows, boolean alike) {
        OptionalInt columns = Terminal.progressColumns();
        if (columns.isEmpty()) {
            return SILENT;
        }
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax((long) STEPS * rows)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + unit, STEPS)
                // Twice a second: drawing more often would take time from what is being measured.
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, columns.getAsInt() - 1))
                .clearDisplayOnFinish();
        return new ProgressLine((alike ? bar : bar.hideEta()).build());
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
