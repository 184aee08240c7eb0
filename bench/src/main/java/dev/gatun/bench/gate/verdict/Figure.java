package dev.gatun.bench.gate.verdict;

/**
 * What was measured of one side.
 *
 * @param value the median of its forks
 * @param unit such as {@code ns/op}
 * @param forks how many JVMs
 */
public record Figure(double value, String unit, int forks) {}
