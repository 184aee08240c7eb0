/**
 * The benchmark of elementwise operations, broadcasting and reductions: {@code gatun bench elementwise}. It measures
 * {@link dev.gatun.bench.elementwise.ElementwiseCase}s by each {@link dev.gatun.bench.elementwise.Contender}: what is called
 * stands in {@code JavaCalls} and {@code PythonCalls}, and what must come of it in {@code ElementwiseReference}.
 */
@NullMarked
package dev.gatun.bench.elementwise;

import org.jspecify.annotations.NullMarked;
