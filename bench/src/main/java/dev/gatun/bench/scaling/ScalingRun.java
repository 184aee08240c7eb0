package dev.gatun.bench.scaling;

import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.sgemm.Contender;
import dev.gatun.bench.sgemm.Effort;
import dev.gatun.bench.sgemm.Product;
import dev.gatun.bench.sgemm.Row;
import dev.gatun.bench.sgemm.Sgemm;
import dev.gatun.bench.sgemm.SgemmRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Measures the sizes with each number of threads in turn, in rounds: so no number of threads has a better hour. */
public final class ScalingRun {
    private final Effort effort;
    private final List<SgemmRun> runs;

    /**
     * Runs of one round.
     *
     * @param effort how much time all of it is given
     * @param runs with one number of threads each, the least first
     */
    ScalingRun(Effort effort, List<SgemmRun> runs) {
        this.effort = effort;
        this.runs = runs;
    }

    /**
     * A run with what this machine has.
     *
     * @param threads the numbers of threads, the least first
     * @throws dev.gatun.bench.host.Failure if no JVM starts in the way given
     */
    public static ScalingRun onThisMachine(Effort effort, List<Integer> threads, ForkedJvm jvm) {
        Effort once = effort.withRounds(1);
        return new ScalingRun(
                effort,
                threads.stream()
                        .map(number -> SgemmRun.onThisMachine(once, number, jvm))
                        .toList());
    }

    /** About how many seconds it takes. */
    public double seconds(List<Product> products) {
        return effort.rounds()
                * runs.stream().mapToDouble(run -> run.seconds(products)).sum();
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given the number of JVMs at most
     */
    public Scaling measure(List<Product> products, IntFunction<Progress> progress) {
        List<Sgemm> measured = new ArrayList<>();
        int jvms = effort.rounds() * runs.size() * products.size() * Contender.values().length;
        try (Progress shown = progress.apply(jvms)) {
            for (int round = 0; round < effort.rounds(); round++) {
                for (int i = 0; i < runs.size(); i++) {
                    if (round > 0 && Interrupt.isRequested()) {
                        continue; // there is something of each, if only a reason
                    }
                    Sgemm sgemm = runs.get(i).measure(products, round, part -> new PartOf(shown));
                    if (round == 0) {
                        measured.add(sgemm);
                    } else {
                        measured.set(i, join(measured.get(i), sgemm));
                    }
                }
            }
        }
        return new Scaling(effort, List.copyOf(measured));
    }

    private Sgemm join(Sgemm one, Sgemm other) {
        List<Row> rows = IntStream.range(0, one.rows().size())
                .mapToObj(i -> Scaling.join(one.rows().get(i), other.rows().get(i)))
                .toList();
        Sgemm.Place place = one.place();
        return new Sgemm(
                effort,
                one.threads(),
                new Sgemm.Place(place.machine(), place.limits().or(other.place().limits()), place.jvm(), place.facts()),
                rows);
    }

    /** What is shown of a part: all but its end. */
    private record PartOf(Progress whole) implements Progress {
        @Override
        public void row(String what) {
            whole.row(what);
        }

        @Override
        public void part(double share) {
            whole.part(share);
        }

        @Override
        public void close() {}
    }
}
