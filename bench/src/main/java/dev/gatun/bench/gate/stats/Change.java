package dev.gatun.bench.gate.stats;

/**
 * How much more one thing costs than another, with its confidence interval; all three as the logarithm of a ratio, so that
 * 0 is no change and {@code log(1.1)} is ten per cent more.
 *
 * @param value the estimate
 * @param low the lower end of the interval; minus infinity where there is too little data for one
 * @param high the upper end
 */
public record Change(double value, double low, double high) {
    /** Whether the whole interval lies within so much in either direction. */
    public boolean isWithin(double limit) {
        return low > -limit && high < limit;
    }

    /** The end of the interval that is farther from no change, as a distance. */
    public double farthest() {
        return Math.max(Math.abs(low), Math.abs(high));
    }

    /** The estimate as a share: 0.1 is ten per cent more. */
    public double share() {
        return Math.expm1(value);
    }
}
