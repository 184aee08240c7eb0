@NullMarked
package dev.gatun.bench.gate.simulation;

import org.jspecify.annotations.NullMarked;
