package dev.gatun.bench.ladder;

import java.nio.file.Path;

/**
 * How a ladder is run.
 *
 * @param effort how much time it may take
 * @param threads how many threads a product may use
 * @param folder where processes hand numbers to each other
 */
record Run(Effort effort, int threads, Path folder) {}
