package dev.gatun.bench.gate.stats;

/**
 * How much more one thing costs than another, with its confidence interval; all three as the logarithm of a ratio, so that
 * 0 is no change and {@code log(1.1)} is ten per cent more.
 *
 * @param value the estimate
 * @param low the lower end of the interval
 * @param high the upper end
 */
public record Change(double value, double low, double high) {
    /** No interval: too little data for one. */
    static Change without(double value) {
        return new Change(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Whether the whole interval lies within so much in either direction. */
    public boolean isWithin(double limit) {
        return low > -limit && high < limit;
    }

    /** The end of the interval that is farther from no change, as a distance. */
    public double farthest() {
        return Math.max(Math.abs(low), Math.abs(high));
    }

    /** The same seen from the other side. */
    public Change reversed() {
        return new Change(-value, -high, -low);
    }

    /** The estimate as a share: 0.1 is ten per cent more. */
    public double share() {
        return Math.expm1(value);
    }

    /** The lower end as a share. */
    public double lowShare() {
        return Math.expm1(low);
    }

    /** The upper end as a share. */
    public double highShare() {
        return Math.expm1(high);
    }
}
