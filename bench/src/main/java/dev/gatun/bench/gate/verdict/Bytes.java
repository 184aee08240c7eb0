package dev.gatun.bench.gate.verdict;

/**
 * What an operation allocates on the Java heap.
 *
 * @param perOperation bytes
 * @param uncertain bytes of an operation that may be the harness's own
 */
public record Bytes(double perOperation, double uncertain) {}
