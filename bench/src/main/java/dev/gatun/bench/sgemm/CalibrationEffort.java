package dev.gatun.bench.sgemm;

import java.util.List;

/**
 * How much time the calibration takes: most products of its grid take microseconds, so that each can be given the same.
 *
 * @param jvms how many JVMs measure the whole grid, one after the other; the median of them counts
 * @param passes how many times each of them goes through the grid. The fastest time of each backend counts: so what C2
 *     had not compiled in the first pass, or what disturbed the machine for a while, is made up for by another
 * @param warmup seconds that a backend is run for in a pass before its batches: for caches and branches
 * @param batch seconds of a batch, of which a pass has two, or one call where that takes longer
 */
public record CalibrationEffort(int jvms, int passes, double warmup, double batch) {
    /** About two minutes. */
    public static final CalibrationEffort QUICK = new CalibrationEffort(1, 3, 0.003, 0.003);

    /** About eight minutes. */
    public static final CalibrationEffort FULL = new CalibrationEffort(3, 3, 0.005, 0.004);

    List<String> toArguments() {
        return List.of(Integer.toString(passes), Double.toString(warmup), Double.toString(batch));
    }

    /** What {@link #toArguments} made, of one JVM. */
    static CalibrationEffort ofArguments(List<String> arguments) {
        return new CalibrationEffort(
                1,
                Integer.parseInt(arguments.get(0)),
                Double.parseDouble(arguments.get(1)),
                Double.parseDouble(arguments.get(2)));
    }
}
