package dev.gatun.bench.gate.run;

/** Whose fork it is. */
public enum Side {
    /** The base. */
    A,
    /** The base once more, treated as though it were another: what it differs by is noise. */
    A_AGAIN,
    /** What is compared with the base. */
    B
}
