@NullMarked
package dev.gatun.bench.gate.suite;

import org.jspecify.annotations.NullMarked;
