/** Recorded results over time: where they change, and how that looks. */
@NullMarked
package dev.gatun.bench.gate.history;

import org.jspecify.annotations.NullMarked;
