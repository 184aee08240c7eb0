/** What the gate measures: benchmarks of Gatun, or of any jar that JMH made; and how their JVMs are started. */
@NullMarked
package dev.gatun.bench.gate.suite;

import org.jspecify.annotations.NullMarked;
