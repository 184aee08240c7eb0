package dev.gatun.jit;

/**
 * What C2 compiles apart from its callers: it inlines no method of a class that is a {@link Throwable} into one of another class,
 * as it takes it for what is done about an exception. Nothing throws one of these.
 *
 * <p>A loop that is inlined shares the registers with whatever lies around it, and what that is depends on the calls that a
 * process happened to make first: in some processes a counter is then kept in memory, or each vector becomes an object, and in
 * others not. Compiled apart, a loop is the same code in each. A call takes some nanoseconds. Where a JVM inlines it all the
 * same, nothing else changes.
 */
public abstract class Apart extends Throwable {
    /** Without a stack trace, which would take long, and keep its callers alive. */
    protected Apart() {
        super(null, null, false, false);
    }
}
