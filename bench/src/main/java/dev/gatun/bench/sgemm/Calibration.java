package dev.gatun.bench.sgemm;

import dev.gatun.bench.host.Child;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.measure.Exchange;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.gemm.DispatchTable;
import dev.gatun.gemm.DispatchTable.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures where PACKED is faster than OpenBLAS, for the dispatch table. */
public final class Calibration {
    private static final List<Integer> GRID =
            Arrays.stream(DispatchTable.sizes()).mapToObj(Math::toIntExact).toList();

    private static final Pattern TOLD = Pattern.compile("(\\d+x\\d+x\\d+ [NT]{2})(?:\t(.*))?");

    /** A JVM that says nothing for so long hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CalibrationEffort effort;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final List<Integer> sizes;

    /** On a part of the grid, which then stands for all of it. */
    Calibration(CalibrationEffort effort, ForkedJvm jvm, JvmFacts facts, List<Integer> sizes) {
        this.effort = effort;
        this.jvm = jvm;
        this.facts = facts;
        this.sizes = sizes;
    }

    /**
     * On the whole grid.
     *
     * @throws Failure if no JVM starts in the way given, or there is no OpenBLAS to measure against
     */
    public static Calibration onThisMachine(CalibrationEffort effort, ForkedJvm jvm) {
        JvmFacts facts = jvm.probe();
        if (!facts.hasOpenBlas()) {
            throw new Failure("there is nothing to choose from: no OpenBLAS was loaded, bench/gatun doctor says why");
        }
        return new Calibration(effort, jvm, facts, GRID);
    }

    /** What the JVMs have that measure. */
    public JvmFacts facts() {
        return facts;
    }

    /**
     * Measures.
     *
     * @param comments what the table is to say about it
     * @param progress makes what shows the progress, given how many times it measures a product
     * @throws Failure if a JVM fails, or the two compute different things
     */
    public Section measure(List<String> comments, IntFunction<Progress> progress) {
        List<GridPoint> points = GridPoint.all(sizes);
        Map<GridPoint, List<Double>> ratios = new HashMap<>();
        points.forEach(point -> ratios.put(point, new ArrayList<>()));
        try (Progress shown = progress.apply(effort.jvms() * effort.passes() * points.size())) {
            for (int fork = 0; fork < effort.jvms(); fork++) {
                measure(fork, ratios, shown);
            }
        }
        return Section.of(facts.lanes(), comments, (transA, transB, m, n, k) -> {
            GridPoint nearest = new GridPoint(Transposes.of(transA, transB), shape(m, n, k));
            return Timing.of(of(ratios, nearest).stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray())
                    .median();
        });
    }

    private static List<Double> of(Map<GridPoint, List<Double>> ratios, GridPoint point) {
        return Objects.requireNonNull(ratios.get(point), () -> point + " is no product of this grid");
    }

    private void measure(int fork, Map<GridPoint, List<Double>> ratios, Progress progress) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(fork));
        arguments.addAll(effort.toArguments());
        sizes.forEach(size -> arguments.add(size.toString()));
        try (Exchange exchange = new Exchange();
                Child child = Child.start(
                        jvm.process(CalibrationFork.class, arguments),
                        exchange.folder().resolve("calibration.err"))) {
            for (String line = child.next(PATIENCE); !line.equals(CalibrationFork.END); line = child.next(PATIENCE)) {
                Matcher told = TOLD.matcher(line);
                if (!told.matches()) {
                    continue; // Java itself had something to say
                }
                progress.row(told.group(1));
                if (told.group(2) != null) {
                    of(ratios, GridPoint.parse(told.group(1))).add(Double.valueOf(told.group(2)));
                }
            }
        } catch (Trouble e) {
            throw new Failure("the JVM that measures " + e.getMessage(), e);
        }
    }

    private Shape shape(long m, long n, long k) {
        return new Shape(nearest(m), nearest(k), nearest(n));
    }

    private int nearest(long size) {
        return sizes.stream()
                .min(Comparator.comparingDouble(measured -> Math.abs(Math.log((double) size / measured))))
                .orElseThrow();
    }
}
