package dev.gatun.bench.gate.verdict;

import java.util.Locale;

/** What became of a benchmark. */
public enum Verdict {
    /** It costs more, by more than matters, and more than chance explains. */
    REGRESSED,
    /** It costs less, by as much. */
    IMPROVED,
    /** It costs the same: all that is compatible with the samples lies within what matters. */
    UNCHANGED,
    /** The samples allow for more than one of these. Never a pass. */
    INCONCLUSIVE;

    /** As it is written in tables and files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
