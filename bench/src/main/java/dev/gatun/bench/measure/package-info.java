/**
 * What every measurement here has in common: operands and the reference for their product, JVMs that time and JMH in
 * them, times and what is shown of them. It knows neither the ladder nor the benchmarks.
 */
@NullMarked
package dev.gatun.bench.measure;

import org.jspecify.annotations.NullMarked;
