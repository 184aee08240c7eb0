package dev.gatun.bench.measure;

import dev.gatun.bench.host.Command.Trouble;

/** How a case is timed by a contender, once: in a process of its own or, in tests of what is around, at once. */
@FunctionalInterface
public interface CaseTimer<C extends Case, K extends Competitor> {
    /**
     * Nanoseconds of a call.
     *
     * @throws Trouble if the contender fails or computes something else
     */
    double time(C of, K contender, Progress progress) throws Trouble;
}
