package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Bytes;
import dev.gatun.bench.gate.verdict.Figure;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.List;

/** The forks of one benchmark in one configuration, in the order in which they ran. */
final class Series {
    private final List<Fork> forks = new ArrayList<>();

    void add(Fork fork) {
        forks.add(fork);
    }

    /**
     * Makes sure that a fork says something that can be compared.
     *
     * @throws Trouble if not
     */
    static Fork checked(String benchmark, Fork fork) throws Trouble {
        if (!(fork.value() > 0) || Double.isInfinite(fork.value())) {
            throw new Trouble(benchmark + " measured " + fork.value() + " " + fork.unit()
                    + ", which is no figure that can be compared");
        }
        return fork;
    }

    int count() {
        return forks.size();
    }

    double logCost(int index) {
        return forks.get(index).logCost();
    }

    double[] logCosts() {
        return forks.stream().mapToDouble(Fork::logCost).toArray();
    }

    /** What is shown of this one and of another, which is of the same code. */
    Figure figure(Series... more) {
        List<Fork> all = new ArrayList<>(forks);
        for (Series other : more) {
            all.addAll(other.forks);
        }
        return new Figure(
                Median.of(all.stream().map(Fork::value).toList()),
                all.getFirst().unit(),
                all.size());
    }

    List<Bytes> bytes() {
        return forks.stream().flatMap(fork -> fork.bytes().stream()).toList();
    }
}
