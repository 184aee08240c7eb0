package dev.gatun.memory;

/**
 * How much memory there is at one moment, in bytes.
 *
 * @param held what was taken from the operating system and not given back
 * @param lent of that, what tensors or workspaces have, as far as is known
 * @param inWorkspaces of that, what open workspaces have
 * @param peak the most that was held
 * @param collections how often the garbage collector was asked to run
 * @param workspaces how many are open
 */
public record Usage(long held, long lent, long inWorkspaces, long peak, long collections, int workspaces) {
    /**
     * What is held and waits to be used again.
     *
     * @return bytes
     */
    public long idle() {
        return held - lent;
    }

    /** Bytes as a person reads them. */
    static String show(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        int thousands = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(
                java.util.Locale.ROOT,
                "%.1f %ciB",
                bytes / (double) (1L << (10 * thousands)),
                "KMGTPE".charAt(thousands - 1));
    }
}
