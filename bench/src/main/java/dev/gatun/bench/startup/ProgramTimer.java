package dev.gatun.bench.startup;

import dev.gatun.bench.host.Command.Trouble;

/** How a program is timed, once: as a process or, in tests of what is around, at once. */
@FunctionalInterface
interface ProgramTimer extends AutoCloseable {
    /**
     * Nanoseconds from its start to its end.
     *
     * @throws Trouble if it fails
     */
    double time(Program program) throws Trouble;

    @Override
    default void close() {}
}
