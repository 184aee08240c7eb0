@NullMarked
package dev.gatun.bench.gate.stats;

import org.jspecify.annotations.NullMarked;
