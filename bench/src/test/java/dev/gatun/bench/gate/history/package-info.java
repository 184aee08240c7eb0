@NullMarked
package dev.gatun.bench.gate.history;

import org.jspecify.annotations.NullMarked;
