package dev.gatun.bench.host;

/** Wrong usage or a missing part: its message is the one line that the user reads, and the exit status is 2. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure that has no deeper cause. */
    public Failure(String message) {
        super(message);
    }

    /** A failure with the exception that shows why, for those who ask for the stack trace. */
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
