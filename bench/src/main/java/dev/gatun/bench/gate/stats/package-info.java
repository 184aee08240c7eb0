/**
 * The statistics of the gate: pure functions of numbers, without files, clocks or randomness of their own. Costs come as
 * natural logarithms, so that differences are ratios and a slowdown by a factor weighs the same at every size.
 */
@NullMarked
package dev.gatun.bench.gate.stats;

import org.jspecify.annotations.NullMarked;
