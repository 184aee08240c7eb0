package dev.gatun.bench.measure;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a person reads them, the same on every machine. */
public final class Units {
    private static final String[] NAMES = {"ns", "us", "ms", "s"};

    private Units() {}

    /** Nanoseconds in the unit that leaves one to three digits before the point: {@code 2.61 us}. */
    public static String time(double nanos) {
        int unit = 0;
        double value = nanos;
        // 999.5 would be written as 1000
        while (value >= 999.5 && unit < NAMES.length - 1) {
            value /= 1000;
            unit++;
        }
        return digits(value) + " " + NAMES[unit];
    }

    /** Seconds as somebody who waits counts: {@code 40 seconds}, {@code 17 minutes}. */
    public static String duration(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f seconds", seconds)
                : String.format(Locale.ROOT, "%.0f minutes", seconds / 60);
    }

    /** Three digits that count, all of them before the point for a large number: {@code 0.123}, 12.3, 12,345. */
    public static String digits(double value) {
        if (value > 0 && value < 0.0005) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** {@link #digits(double)} of a number that may not be known. */
    public static String digits(OptionalDouble value) {
        return value.isPresent() ? digits(value.getAsDouble()) : "";
    }

    /** How much it was measured with: {@code 2 threads; the median of 3 rounds}. */
    public static String effort(int threads, int rounds, boolean quick) {
        return (threads == 1 ? "1 thread" : threads + " threads") + "; "
                + (rounds == 1 ? "1 round" : "the median of " + rounds + " rounds")
                + (quick ? "; a quick run" : "");
    }

    /** A figure as it was published, without zeros that say nothing: {@code 3,194.95}, 178. */
    public static String figure(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }

    /** A share, with a decimal below ten per cent. */
    public static String percent(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT, percent < 9.95 && percent > 0 ? "%.1f %%" : "%.0f %%", percent);
    }
}
