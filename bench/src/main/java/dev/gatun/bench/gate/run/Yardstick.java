package dev.gatun.bench.gate.run;

import java.util.Locale;

/** What a figure is set in proportion to: how fast the machine was just then, with nothing of ours in between. */
public enum Yardstick {
    /** Fused multiply-adds of one core, GFLOP/s. */
    FMA,
    /** STREAM's triad of one core, GB/s. */
    TRIAD;

    /** As it is written in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
