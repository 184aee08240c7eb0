package dev.gatun.jit;

/**
 * A class whose loops C2 compiles apart from their callers: it takes the methods of a {@link Throwable} for what is done about an
 * exception, and does not inline them into what it inlines into a method of any other class. Among classes that are apart it inlines as
 * ever. Nothing throws one of these.
 *
 * <p>A loop that is inlined shares the registers with whatever lies around it, and what that is depends on the calls that a
 * process happened to make first: in some processes a counter is then kept in memory, or each vector becomes an object, and in
 * others not. Compiled apart, a loop is alike in each. A call takes some nanoseconds.
 *
 * <p>A method is inlined even so where the caller is itself what C2 compiles, and lambdas and method references are such callers of
 * their own; but then no method of such a class that it calls is. So what such a class is called through hands on to methods with
 * the loops, and no vectors go from the one to the other. On a JVM that does otherwise, loops are inlined as any others.
 */
public abstract class Apart extends Throwable {
    /** Without a stack trace, which would take long, and keep its callers alive. */
    protected Apart() {
        super(null, null, false, false);
    }
}
