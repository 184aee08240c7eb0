package dev.gatun.bench.measure;

import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.Lack;
import dev.gatun.bench.python.LadderScript.Needs;
import java.util.Optional;

/** What computes a case, in Java or in Python. */
public interface Competitor {
    /** Its name in tables and files. */
    String id();

    /** What its operands are in Python; empty if it is not written in Python. */
    Optional<Needs> library();

    /**
     * Why it cannot be measured with the Pythons there are.
     *
     * @return one line that says what to install; empty if it can
     */
    default Optional<String> lack(Interpreters interpreters) {
        return library().flatMap(needs -> Lack.of(interpreters, needs));
    }
}
