package dev.gatun.bench.startup;

/** A Java program that does nothing. */
final class Empty {
    private Empty() {}

    /** Does nothing. */
    public static void main(String[] arguments) {}
}
